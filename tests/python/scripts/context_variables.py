# ContextVar: values, defaults, and tokens.
from contextvars import ContextVar, Token


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__)


plain = ContextVar("plain")
given: ContextVar[int] = ContextVar("given", default=3)
show(plain.get)
show(lambda: plain.get(4))
show(given.get)
show(lambda: given.get(5))
first = given.set(7)
second = given.set(8)
print(given.get(), first.old_value is Token.MISSING, second.old_value, first.var is given, given.name, Token.MISSING)
given.reset(second)
show(given.get)
show(lambda: given.reset(second))
show(lambda: given.reset(3))
show(lambda: plain.reset(first))
given.reset(first)
show(given.get)
show(lambda: ContextVar(3))
print(isinstance(first, Token))
