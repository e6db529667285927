"""Operations as values: the class that those of projects and libraries derive from."""
import _limbeck.raised


class MigrateOperation:
    @property
    def info(self):
        try:
            return self._info
        except AttributeError:
            self._info = {}
            return self._info

    def reverse(self):
        raise _limbeck.raised.NotImplementedError

    def to_diff_tuple(self):
        raise _limbeck.raised.NotImplementedError
