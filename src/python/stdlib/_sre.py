"""The objects of re that a module in C makes in CPython."""


class SRE_Scanner:
    """Finds one match after another."""

    def __init__(self, pattern, string, pos, endpos):
        self.pattern = pattern
        self._string = string
        self._text = pattern._code.subject(string)
        self._start = max(0, min(pos, len(self._text)))
        self._bounds = self._start, max(0, min(endpos, len(self._text)))
        self._must_advance = False

    def _next(self, how):
        if self._start is None:
            return None
        bounds = self.pattern._code.run(self._text, self._start, self._bounds[1], how)
        if bounds is None:
            self._start = None
            return None
        self._must_advance = bounds[0] == bounds[1]
        self._start = bounds[1]
        return self.pattern._found(self._string, self._text, *self._bounds, bounds)

    def search(self):
        return self._next("+search" if self._must_advance else "search")

    def match(self):
        return self._next("+match" if self._must_advance else "match")
