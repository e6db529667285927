"""RegexFlag of module re."""
import enum
import re

_order = "NOFLAG ASCII A IGNORECASE I LOCALE L UNICODE U MULTILINE M DOTALL S VERBOSE X TEMPLATE T DEBUG".split()
RegexFlag = enum.IntFlag("RegexFlag", [(name, re._FLAGS[name]) for name in _order], module="re", boundary=enum.KEEP)


def _shown(self):
    if self._name_ is None:
        return f"re.RegexFlag({self._value_!r})"
    return "|".join([name if name[0].isdigit() else "re." + name for name in self._name_.split("|")])


type.__setattr__(RegexFlag, "_numeric_repr_", hex)
type.__setattr__(RegexFlag, "__repr__", _shown)
type.__setattr__(RegexFlag, "__str__", _shown)
type.__setattr__(RegexFlag, "__format__", lambda self, specification: format(_shown(self), specification))
