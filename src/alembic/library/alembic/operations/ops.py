"""Operations as values: the class that those of projects and libraries derive from."""


class MigrateOperation:
    @property
    def info(self):
        try:
            return self._info
        except AttributeError:
            self._info = {}
            return self._info

    def reverse(self):
        raise NotImplementedError("reverse() of an operation that has none")

    def to_diff_tuple(self):
        raise NotImplementedError("to_diff_tuple() of an operation that has none")
