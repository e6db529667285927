"""The time, as OpenStack's scripts ask for it."""
import datetime


def utcnow(with_timezone=False):
    return datetime.datetime.now(datetime.timezone.utc) if with_timezone else datetime.datetime.utcnow()
