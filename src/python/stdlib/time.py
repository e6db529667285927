"""The clock, without waiting for it."""
import _limbeck.clock

_limbeck_builtin = True  # in CPython these functions are written in C: as attributes of a class they are not bound


def time():
    return _limbeck.clock.now() / 1000000


def time_ns():
    return _limbeck.clock.now() * 1000


perf_counter = time
monotonic = time


def sleep(seconds):
    pass
