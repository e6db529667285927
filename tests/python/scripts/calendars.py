def t(f, *a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__ + " " + str(e)
import calendar, functools
from collections import ChainMap
print(calendar.monthrange(2024,2), calendar.isleap(1900), calendar.leapdays(2000,2021), calendar.weekday(2020,1,1), t(lambda: calendar.monthrange(2020,13)), calendar.timegm((2020,1,2,3,4,5)), calendar.month_name[3], list(calendar.day_abbr), calendar.monthcalendar(2021,2))
print(calendar.month(2020,2)); print(calendar.calendar(2021)); print(calendar.TextCalendar(6).formatmonth(2022,5,3,2)); print([str(d) for d in calendar.Calendar(3).itermonthdates(2020,2)][:9], list(calendar.Calendar(6).itermonthdays4(2021,1))[:8], calendar.weekheader(10), calendar.Calendar().yeardayscalendar(2020)[0][1])
def a(op):
    x='a'
    if op=='^': x ^= 1
    if op=='-': x -= 1
    if op=='**': x **= 2
    if op=='<<': x <<= 2
    if op=='+': x += 2
    if op=='*': x *= 1.5
    if op=='@': x @= 1
    if op=='/': x /= None
for o in "^ - ** << + * @ /".split(): print(o, t(a,o))
def b(): 
    x=1
    x += 'a'
def c2():
    x=[]
    x += 5
def d2():
    x=1.5
    x |= 2
print(t(b),t(c2),t(d2), t(lambda: 'a' ** 2), t(lambda: 1.5 | 2))
class S(ChainMap):
    def __ror__(self,o): return super().__ror__(o)
print(type(ChainMap()|S()).__name__)
import re, datetime
def s1(): re.Match.foo = 1
def s2(): datetime.date.foo = 1
class D(datetime.date): pass
D.foo = 2
print(t(s1), t(s2), D.foo)
