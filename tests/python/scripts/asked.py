def t(f, *a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__ + " " + str(e)
from collections import *
import enum
c=ChainMap({'b':20},{'a':1,'b':2})
print(t(lambda: c.items()==dict(a=1,b=20).items()), t(lambda: dict(c)), t(lambda: list(c.values())))
class S(ChainMap):
    def __ror__(self,o): return super().__ror__(o)
print(t(lambda: {'x':1}|ChainMap({'y':2})), t(lambda: (ChainMap({'a':1})|[('b',2)])))
P=namedtuple('P','x y',defaults=(10,20))
print(P.__slots__, P._field_defaults, P.x.__doc__, P.__doc__, t(lambda: P(1,2,3)), t(lambda: namedtuple('P','x y',defaults=10)))
class I(enum.IntFlag):
    R=4
    X=1
    def __str__(s): return s._name_
print(format(I.R,''), format(I.R|I.X,''), f"{I.R}", str(I.R), "%s"%I.R)
print(t(lambda: enum.Enum('H',type=int)), )
class Ir(enum.IntFlag, boundary=enum.STRICT):
    ONE=1; TWO=2
class Si(enum.IntFlag, boundary=enum.KEEP): SINGLE=1
s=Si.SINGLE|Ir.TWO
print(str(s), s==3)
def h():
    class Huh(str,int,enum.Enum): One=1

import typing

import decimal, datetime
print(t(lambda: '%x' % decimal.Decimal(1)), t(lambda: '%f' % datetime.timedelta(1)), t(lambda: datetime.timedelta(1)[0]), t(lambda: max([])), t(lambda: [1].remove(2)), t(lambda: [1].index(2)), t(lambda: bytes([2**70])), t(lambda: bytes([300])), t(lambda: bytes(['a'])), t(lambda: 'aé日b'.encode('ascii')), t(lambda: 'é'.encode('ascii')), t(lambda: '日本'.encode('latin1')), t(lambda: len(decimal.Decimal(1))), t(lambda: 'a'+datetime.date(1,1,1)), t(lambda: [1]+datetime.date(1,1,1)))
class IE(enum.IntEnum):
    A=1
    def __str__(self): return 'shown'
class IE2(enum.IntEnum): A=1
class SE(enum.StrEnum):
    A='a'
    def __str__(self): return 'shown'
class ME(str, enum.Enum): A='a'
class SS(str):
    def __str__(self): return 'shown'
class II(int):
    def __str__(self): return 'shown'
print(f"{IE.A} {IE2.A} {SE.A} {ME.A} {SS('a')} {II(1)} {IE.A:3d} {IE.A:>3}", "{}".format(IE.A), format(SS('a')), "%s" % IE.A, "%d" % IE.A)

calls=[]
class L:
    def __eq__(*a): calls.append('L.eq'); return NotImplemented
class R:
    def __eq__(*a): calls.append('R.eq'); return NotImplemented
    def __ne__(*a): calls.append('R.ne'); return NotImplemented
class B:
    def __eq__(*a): calls.append('B.eq'); return NotImplemented
class D(B):
    def __eq__(*a): calls.append('D.eq'); return NotImplemented
    def __ne__(*a): calls.append('D.ne'); return NotImplemented
class S(str):
    def __eq__(s,o): return False
    __hash__=str.__hash__
print(L()!=R(), calls); calls.clear(); print(B()!=D(), calls); calls.clear(); print(L()==R(), calls, S('a')!='a', S('a')!='b', 5!=L(), [S('a')]!=['a'])
print(len(range(0,2**63-1,2**63-2)), t(lambda: getattr(1,5)), t(lambda: hasattr(1,5)), t(lambda: setattr(1,5,5)), t(lambda: delattr(1,5)))
class M:
    def __enter__(s): return s
    def __exit__(s,k,v,tb): print(k and k.__name__, v, tb is None); return True
with M(): raise ValueError('x')
with M() as m: pass

import textwrap
text='Did you say "supercalifragilisticexpialidocious?"\nHow *do* you spell that odd word, anyways?\n'
for w in (30,50,12): print(textwrap.wrap(text,w))
print(textwrap.wrap('-'*10+'hello',10,subsequent_indent=' '*15))
print(textwrap.wrap(text,12,max_lines=4))
for bo in (True,False):
  print(textwrap.wrap('aaa-bbb-ccc-dddddddd eee',6,break_on_hyphens=bo), textwrap.wrap('a'*10+'-'+'b'*5,4,break_on_hyphens=bo), textwrap.wrap('----ab-cdef',3,break_on_hyphens=bo))
