import collections, datetime, decimal
def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
for text in ('20200102T030405678', '20200102T0304056', '20200102T0304055x', '20200102T030405678+0200', '9223372036854775807'):
    print(text, t(lambda: datetime.datetime.fromisoformat(text)))
print(t(lambda: datetime.datetime.strptime(None, '%Y')))
print(t(lambda: datetime.date(2020, 1, 2).__format__(None)))
print(t(lambda: datetime.date(2020, 1, 2).strftime(None)))
print(t(lambda: collections.Counter('a').update({'x': 'no'})))
print(t(lambda: collections.Counter({'x': 'no'})))
print(t(lambda: collections.Counter('ab', a=2)))
c = collections.Counter('aab')
c.subtract({'a': 1, 'z': 2}, b=5)
print(c)
print(t(lambda: dict(a=1, **{"it's": 1, 255: 2, 'a': 3})))
print(t(lambda: dict(**{1: 2}, a=3)))
print(t(lambda: decimal.Decimal('1.50').scaleb(-3)))
