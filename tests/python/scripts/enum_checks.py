"""enum.verify() and its checks."""
from enum import *
import enum
def t(f):
    try: return f()
    except Exception as e: return type(e).__name__ + ": " + str(e)
print(list(EnumCheck), verify.__module__, EnumCheck, repr(UNIQUE))
def a():
    @verify(UNIQUE)
    class A(Enum):
        x = 1; y = 2; z = 1; w = 2
def b():
    @verify(CONTINUOUS)
    class B(Enum):
        x = 1; y = 4; z = 6
def c():
    @verify(CONTINUOUS, UNIQUE)
    class C(Flag):
        x = 1; y = 4; z = 32
def d():
    @verify(NAMED_FLAGS)
    class D(Flag):
        x = 1; y = 2; z = 12
    
def e():
    @verify(NAMED_FLAGS)
    class E(IntFlag):
        x = 1; a = 5; b = 9; c = 3
def f():
    @verify(CONTINUOUS, UNIQUE, NAMED_FLAGS)
    class F(IntFlag):
        x = 1; y = 2; z = 3
    return F.z
def g():
    @verify(UNIQUE)
    class G: pass
for x in (a, b, c, d, e, f, g): print(t(x))
print(enum._is_sunder("_a_"), enum._is_sunder("__a__"), enum._is_dunder("__a__"), enum._is_dunder("____"), enum._is_private("A", "_A__b"), enum._is_private("A", "_A__b__"), list(enum._iter_bits_lsb(13)), enum.show_flag_values(6), enum._is_descriptor(1), enum._is_descriptor(property(1)) )
