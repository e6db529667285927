"""The clock, without waiting for it."""
import _limbeck.clock


def time():
    return _limbeck.clock.now() / 1000000


def time_ns():
    return _limbeck.clock.now() * 1000


perf_counter = time
monotonic = time


def sleep(seconds):
    pass
