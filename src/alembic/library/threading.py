"""Locks and what belongs to a thread: limbeck evaluates in one thread, so a lock that is taken twice would wait for
ever. Threads themselves are unknown."""
import _limbeck.host

Thread, Timer, Condition, Semaphore, BoundedSemaphore, Barrier = [
    _limbeck.host.opaque("threading." + name)
    for name in ("Thread", "Timer", "Condition", "Semaphore", "BoundedSemaphore", "Barrier")]
TIMEOUT_MAX = 9223372036.0


class _Lock:
    _may_nest = False

    def __init__(self):
        self._taken = 0

    def acquire(self, blocking=True, timeout=-1):
        if self._taken and not self._may_nest:
            if blocking and timeout < 0:
                raise NotImplementedError("acquire() of a lock that is already taken, which would never return")
            return False
        self._taken += 1
        return True

    def release(self):
        if not self._taken:
            raise RuntimeError("cannot release un-acquired lock" if self._may_nest else "release unlocked lock")
        self._taken -= 1

    def locked(self):
        return self._taken > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, value, trace):
        self.release()


class _RLock(_Lock):
    _may_nest = True


def Lock():
    return _Lock()


def RLock():
    return _RLock()


class local:
    pass


class Event:
    def __init__(self):
        self._is_set = False

    def is_set(self):
        return self._is_set

    def set(self):
        self._is_set = True

    def clear(self):
        self._is_set = False

    def wait(self, timeout=None):
        if not self._is_set and timeout is None:
            raise NotImplementedError("wait() on an Event that is not set, which would never return")
        return self._is_set


def get_ident():
    return 1


def current_thread():
    return _limbeck.host.opaque("threading.current_thread()")


def main_thread():
    return _limbeck.host.opaque("threading.main_thread()")
