def t(f, *a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__ + " " + str(e)
from datetime import *
import datetime as dm, time as tm
print(date(2020,2,29), repr(datetime(2020,1,2,3,4,5,6,timezone.utc)), t(lambda: date(2020,2,30)), t(lambda: date(0,1,1)), t(lambda: date("a",1,1)), t(lambda: date(1.0,1,1)), t(lambda: date(2020)), t(lambda: date(2020,13,1)), date(True,1,1), t(lambda: date(10**30,1,1)), t(lambda: date(2**31,1,1)))
d=date(2021,1,3); 
print(d.isocalendar(), tuple(d.isocalendar()), d.isocalendar().week, d.timetuple(), d.ctime(), d.strftime("%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %n %p %P %r %R %S %t %T %u %U %V %w %W %x %X %y %Y %%"), d.strftime("%-d/%-m %_d %05d %^a %#p %z|%Z|%f"))
for y in (1,4,1999,2000,2004,2005,2008,2009,2010,2015,2016,2020,2021,9999):
    for m,dd in ((1,1),(1,3),(1,4),(6,15),(12,28),(12,31)):
        x=date(y,m,dd); print(x, tuple(x.isocalendar()), x.strftime("%G %V %u %U %W %j %g %y %C %Y"))
def set_(o,n): setattr(o,n,5)
def del_(o,n): delattr(o,n)
dt=datetime(2020,1,2,3,4,5,678)
print(t(set_,d,'year'),t(set_,d,'x'),t(set_,d,'isoformat'),t(del_,d,'year'),t(set_,dt,'hour'),t(set_,dt,'year'),t(set_,timedelta(1),'days'),t(set_,timezone.utc,'x'),t(set_,time(1),'fold'))
class D(date):
    def __new__(cls, *a, extra=1, **k):
        self = super().__new__(cls,*a,**k); self.extra=extra; return self
x=D(2020,1,1,extra=7); print(x, repr(x), x.extra, x+timedelta(1), type(x+timedelta(1)).__name__, (x+timedelta(1)).extra, x.replace(day=5), D.fromordinal(737425), D.fromisoformat("2020-05-05"))
for s in ["2020-01-02","20200102","2020-W01-3","2020W013","2020-W01","2020W01","2020-1-2","2020-01-0","x","","2020-01-02T03","2020-02-30"]:
    print(s, t(date.fromisoformat,s), t(datetime.fromisoformat,s))
for s in ["2020-01-02T03:04","2020-01-02 03:04:05.1","2020-01-02T03:04:05,123456789","20200102T030405Z","2020-01-02T03:04:05+01","2020-01-02T03:04:05-01:30:15.5","2020-01-02T03:04:05+0130","2020-01-02T24:00","2020-01-02T","2020-01-02T3","2020-W01-3T04","2020-01-02T03:04:05+00:00","2020-01-02T03:04:05+25:00","2020-01-02T03:0405","2020-01-02T0304:05","2020-01-02T03:04.5", "2020-01-02T03:04:05Zx","2020-01-02T03:04:05+1"]:
    print(s, t(datetime.fromisoformat,s), t(time.fromisoformat,s[11:]), t(time.fromisoformat,"T"+s[11:]))
print(timezone(timedelta(0)) is timezone.utc, timezone(timedelta(hours=1)), timezone(timedelta(hours=1,minutes=2,seconds=3,microseconds=4)), timezone(-timedelta(hours=1),"X"), repr(timezone(-timedelta(hours=1),"X")), repr(timezone.utc), repr(timezone(timedelta(0),"Q")), t(lambda: timezone(5)), t(lambda: timezone(timedelta(1))), t(lambda: timezone(timedelta(-1))), t(lambda: timezone(timedelta(0),5)), timezone.min, timezone.max, timezone.utc==timezone(timedelta(0),"Z"), timezone.utc.utcoffset(None), timezone.utc.dst(None), t(lambda: timezone.utc.utcoffset(5)), t(lambda: timezone.utc.tzname("")), hash(timezone.utc), UTC is timezone.utc)
z=timezone(timedelta(hours=2)); a=datetime(2020,1,1,12,tzinfo=z); b=datetime(2020,1,1,10,tzinfo=timezone.utc); n=datetime(2020,1,1,10)
print(a==b, a-b, a<b, a==n, t(lambda: a<n), t(lambda: a-n), hash(a)==hash(b), a.astimezone(timezone.utc), a.utctimetuple(), a.timetuple(), a.timestamp(), a.date(), a.time(), a.timetz(), a.tzname(), a.dst(), a.utcoffset(), str(a), a.isoformat(timespec='hours'), a.isoformat(' ','milliseconds'), t(lambda: a.isoformat(sep='ab')), t(lambda: a.isoformat(timespec='x')), n==date(2020,1,1), t(lambda: n<date(2020,1,1)), t(lambda: date(2020,1,1)<n), t(lambda: n-date(2020,1,1)), t(lambda: date(2020,1,1)-n), n!=date(2020,1,1), t(lambda: n+5), n.replace(tzinfo=z), n.replace(fold=1), repr(n.replace(fold=1,tzinfo=z)), a.strftime("%z %Z %f %-H"), f"{n:%Y/%m/%d}", format(n), t(lambda: n.__format__(5)))
print(datetime.fromtimestamp(0,timezone.utc), datetime.fromtimestamp(1.5,z), datetime.utcfromtimestamp(-1.25), datetime.fromtimestamp(1e9+0.0000005,timezone.utc), datetime.fromtimestamp(0.0000015,timezone.utc),datetime.fromtimestamp(0.0000025,timezone.utc), datetime(2020,1,1,tzinfo=timezone.utc).timestamp(), t(lambda: datetime.utcfromtimestamp(10**15)))
print(datetime.combine(d,time(1,2,tzinfo=z)), datetime.combine(d,time(1,2),z), t(lambda: datetime.combine(1,2)), time(1,2,3,4), repr(time(1,2,0,4,z)), time(1)<time(2), t(lambda: time(1,tzinfo=z)<time(1)), time(1,tzinfo=z)==time(1), time(3,tzinfo=z)==time(1,tzinfo=timezone.utc), time(1,2).replace(hour=5), time(1,2,tzinfo=z).isoformat('minutes'), time(1).strftime("%H:%M %Y %j"), t(lambda: time(24)), t(lambda: time(1,fold=2)), t(lambda: time(1,tzinfo=5)), bool(time(0)), time(1,2,tzinfo=z).utcoffset(), time(1).tzname(), time.min, time.max, time.resolution)
for s,f in [("2020-01-02","%Y-%m-%d"),("02/Jan/2020:03:04:05 +0100","%d/%b/%Y:%H:%M:%S %z"),("Thu Jan  2 03:04:05 2020","%c"),("1:05 PM","%I:%M %p"),("12:05 am","%I:%M %p"),("20","%y"),("69","%y"),("2020 60","%Y %j"),("2020 10 1","%Y %W %w"),("2020 10 Sun","%Y %U %a"),("2020 01 3","%G %V %u"),("x","%Y"),("2020 x","%Y"),("2020-13-01","%Y-%m-%d"),("a","%Q"),("a","%"),("10.5","%S.%f"),("29 feb","%d %b"),("2020-02-30","%Y-%m-%d"),("Monday","%A"),("UTC","%Z"),("2020Z","%Y%z"),("+01:30:15.5","%z"),("2020-01","%G-%V"),("03:04:05","%X"),("01/02/20","%x"),("  5","%d"),("a.b 5","a.b %d"),("2020\t5","%Y %m"),("","")]:
    print(s,f,t(datetime.strptime,s,f))
print(t(lambda: datetime.strptime(5,"%Y")), t(lambda: datetime.strptime("5",5)))
class TZ(tzinfo):
    def __init__(self,h,dst=0): self.h=h; self.d=dst
    def utcoffset(self,dt): return timedelta(hours=self.h) if not isinstance(self.h,str) else self.h
    def tzname(self,dt): return "T"
    def dst(self,dt): return timedelta(hours=self.d)
print(datetime(2020,1,1,tzinfo=TZ(3)), t(lambda: str(datetime(2020,1,1,tzinfo=TZ(24)))), t(lambda: str(datetime(2020,1,1,tzinfo=TZ("a")))), datetime(2020,1,1,tzinfo=timezone.utc).astimezone(TZ(3,1)), t(lambda: tzinfo().utcoffset(None)), t(lambda: TZ(1).fromutc(5)), t(lambda: TZ(1).fromutc(n)), datetime(2020,1,1,tzinfo=TZ(3)).strftime("%Z%z"))
print(timedelta(1,2,3), repr(timedelta(weeks=-1)), timedelta(1)/3, timedelta(1)//7, timedelta(1)%timedelta(hours=5), divmod(timedelta(1),timedelta(hours=5)), timedelta(1)*1.5, -timedelta(1,1), abs(timedelta(-1)), timedelta(1).total_seconds(), timedelta.min, timedelta.max, t(lambda: timedelta("a")), t(lambda: timedelta(10**10)), hash(timedelta(1,2,3)), t(lambda: timedelta(1)+5), t(lambda: timedelta(1)/0), timedelta(1)==1, t(lambda: timedelta(1)<1), timedelta(seconds=1e-6*1.5), {timedelta(1):2}[timedelta(hours=24)], {date(2020,1,1):1}[date(2020,1,1)], {n:1}[datetime(2020,1,1,10)])
class TD(timedelta): pass
print(repr(TD(1)), type(TD(1)+TD(1)).__name__, TD(1)==timedelta(1), MINYEAR, MAXYEAR, date.fromisocalendar(2020,1,1), t(lambda: date.fromisocalendar(2020,54,1)), t(lambda: date.fromisocalendar(2021,53,1)), t(lambda: date.fromisocalendar(2020,1,8)), date(9999,12,31).isocalendar(), date(1,1,1).isocalendar(), t(lambda: date.fromordinal(0)), t(lambda: date.max+timedelta(1)), t(lambda: datetime.max+timedelta(1)), date.resolution, datetime.resolution)
import copy
print(copy.copy(dt)==dt, copy.deepcopy([dt,z])==[dt,z], sorted([b,a+timedelta(1),b-timedelta(1)])[0])
print(tm.strftime("%Y-%m-%d %a %j", (2020,1,2,3,4,5,3,2,0)), tm.asctime((2020,1,2,3,4,5,3,2,0)), t(lambda: tm.strftime("",(2020,13,1,0,0,0,0,1,0))), t(lambda: tm.strftime("",(2020,1,1,0,0,62,0,1,0))), tm.strptime("2020","%Y"), t(lambda: tm.sleep(-1)), tm.gmtime(0), t(lambda: tm.strptime(b'2009','%Y')), t(lambda: tm.sleep("a")))
