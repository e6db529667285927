"""Spans of time: their arithmetic and rounding, and where dates and times end."""
import datetime


def show(calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show([
    lambda: datetime.timedelta(days=0.1),
    lambda: datetime.timedelta(seconds=0.5e-6),
    lambda: datetime.timedelta(seconds=1.5e-6),
    lambda: datetime.timedelta(days=1.23456789, hours=0.333333, microseconds=0.5),
    lambda: datetime.timedelta(microseconds=2.5),
    lambda: datetime.timedelta(microseconds=-0.5),
    lambda: datetime.timedelta(days=10**9),
    lambda: datetime.timedelta(days=2**70),
    lambda: datetime.timedelta('a'),
    lambda: datetime.timedelta(hours=7)//datetime.timedelta(hours=2),
    lambda: datetime.timedelta(hours=7)%datetime.timedelta(hours=2),
    lambda: divmod(datetime.timedelta(hours=-7),datetime.timedelta(hours=2)),
    lambda: datetime.timedelta(hours=7)/datetime.timedelta(hours=2),
    lambda: datetime.timedelta(hours=7)/0,
    lambda: datetime.timedelta(hours=7)/2.5,
    lambda: datetime.timedelta(microseconds=5)/2,
    lambda: datetime.timedelta(microseconds=7)/2,
    lambda: datetime.timedelta(microseconds=5)*0.5,
    lambda: datetime.timedelta(microseconds=7)*0.5,
    lambda: datetime.timedelta(hours=7)//2,
    lambda: datetime.timedelta(hours=7)//0,
    lambda: datetime.timedelta(hours=7)/0.0,
    lambda: datetime.timedelta(1)==1,
    lambda: abs(datetime.timedelta(-1,5)),
    lambda: +datetime.timedelta(1),
    lambda: datetime.timedelta.max,
    lambda: datetime.timedelta.min,
    lambda: datetime.timedelta.resolution,
    lambda: datetime.timedelta.max+datetime.timedelta.resolution,
    lambda: datetime.timedelta(days=1,seconds=-1).total_seconds(),
    lambda: datetime.date(2024,2,29)+datetime.timedelta(365),
    lambda: datetime.date(9999,12,31)+datetime.timedelta(1),
    lambda: datetime.date(1,1,1)-datetime.timedelta(1),
    lambda: datetime.date(2024,1,1)<datetime.datetime(2024,1,1),
    lambda: datetime.datetime(2024,1,1)<datetime.date(2024,1,1),
    lambda: datetime.date(2024,1,1)==datetime.datetime(2024,1,1),
    lambda: datetime.datetime(9999,12,31)+datetime.timedelta(1),
    lambda: datetime.datetime(2024,1,1,24),
    lambda: datetime.datetime(2024,1,1,1,60),
    lambda: datetime.datetime(2024,1,1,1,1,1,1000000),
    lambda: datetime.time(24),
    lambda: datetime.time(1,2,3,-1),
    lambda: datetime.time(1.5),
    lambda: datetime.time(1)<datetime.time(2),
    lambda: datetime.time(1)==5,
    lambda: datetime.time(1,2,tzinfo='x'),
    lambda: datetime.time(1,fold=2),
    lambda: sorted([datetime.date(2024,1,2),datetime.date(2024,1,1)]),
    lambda: max(datetime.timedelta(1),datetime.timedelta(2)),
    lambda: sum([datetime.timedelta(1),datetime.timedelta(2)],datetime.timedelta()),
    lambda: str(datetime.timedelta(days=-1,seconds=5)), repr(datetime.timedelta(-1,5,3)),
    lambda: datetime.datetime(2024,3,1,12)-datetime.datetime(2024,2,28),
    lambda: datetime.timedelta(weeks=1.5,minutes=2.25),
    lambda: datetime.timedelta(milliseconds=1.0005),
])
