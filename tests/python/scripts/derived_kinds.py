# Classes that derive from built-in kinds: what they inherit of operators, hashes, copies and texts.


def set_texts():
    class St(set): pass
    class Fr(frozenset): pass
    class L(list): pass
    class D(dict): pass
    class T(tuple): pass
    class B(bytes): pass
    class F(float): pass
    print(St([1]), repr(St()), Fr([1]), [Fr()], L([1]), D(a=1), T((1,)), T(), B(b'x'), F(1.5), f'{St([2])}', '%s'%St([3]), type(St([1])|{2}).__name__, type({2}|St([1])).__name__, type(St([1]).copy()).__name__, type(Fr([1])&{1}).__name__, type(St([1]).union([2])).__name__, type(St([1])-{1}).__name__)
    class R(set):
        def __repr__(s): return 'mine'
    print(R(), [R()])
    class Q:
        class Inner(set): pass
    print(Q.Inner([1]))


def set_texts_again():
    class St(set): pass
    s=St(); s.add(frozenset([s.__class__.__name__])); print(s, set.__repr__(s), str.__str__('a'), object.__str__(s), repr(St([1,2])), format(St([1])), '{}'.format(St([1])), f'{St([1])!s:>8}')
    class Fz(frozenset):
        def __str__(s): return 'str:'+super().__str__()
        def __repr__(s): return 'repr:'+frozenset.__repr__(s)
    print(Fz([1]),[Fz([1])],Fz())
    class N(St):
        def __str__(s): return super().__repr__()
    print(N([1]),[N()], {1:N([2])}, (N(),))


def set_comparisons():
    class S(set): pass
    class F(frozenset): pass
    print(S('a')<=S('ab'), S('a')<{'a','b'}, {'a'}>=S('a'), F('ab')>S('a'), S('a')<F('a'), S('a').issubset(F('ab')), S('a')=={'a'}, S('a')!=F('b'), F('a')<=frozenset('a'), S('a').isdisjoint(S('b')), S('ab')^{'a'}, sorted(S('ab')&S('bc')), 'a' in S('a'), len(S('ab')), bool(S()), sorted(S('ba')), min(S('ba')), {F('a'):1}[frozenset('a')], F('a') in {frozenset('a')}, S('a') in [{'a'}], list(S('a')))
    s=S('a'); s|=S('b'); s&={'a','c'}; s-=F('z'); print(s, type(s).__name__, s.pop(), s)
    try: S('a')<[1]
    except TypeError as e: print(e)
    try: {1}<{1:2}
    except TypeError as e: print(e)
    print({1}<={1:2}.keys(), S([1])<={1:2}.keys(), {1:2}.keys()>=S([1]), {1:2}.keys()==S([1]))


def sequence_comparisons():
    from collections import namedtuple
    P=namedtuple('P','a b')
    class X:
        def __init__(s,n): s.n=n
        def __lt__(s,o): print('lt',s.n,o.n); return s.n<o.n
        def __gt__(s,o): print('gt',s.n,o.n); return s.n>o.n
    print((X(1),2)<P(X(2),3), P(X(1),2)<(X(2),3), (X(3),)>P(X(1),1), P(X(1),1)<P(X(2),1), (1,2)<P(1,3), (1,2)<=P(1,2), (2,)>P(1,5), sorted([P(2,1),(1,5),P(1,2)]))
    try: (10,)>P('a',None)
    except TypeError as e: print(e)
    try: P('a',1)>(1,)
    except TypeError as e: print(e)
    class L(list): pass
    try: [1]<L(['a'])
    except TypeError as e: print(e)


def dictionary_comparisons():
    class D(dict): pass
    print(D(a=1)=={'a':1}, {'a':1}==D(a=1), D(a=1)!=D(a=2))
    try: D()<D()
    except TypeError as e: print(e)


def in_place():
    class L(list): pass
    class D(dict): pass
    class S(set): pass
    from collections import Counter, OrderedDict, defaultdict, deque
    l=L([1]); m=l; l+=[2]; l*=2; print(type(l).__name__, m is l, m)
    d=D(a=1); e=d; d|={'b':2}; print(type(d).__name__, e is d, e)
    s=S('a'); t=s; s|={'b'}; print(type(s).__name__, s is t, len(t))
    s-={'b'}; s&={'a'}; s^={'q'}; print(type(s).__name__, s is t, len(t))
    c=Counter('ab'); x=c; c+=Counter('a'); print(type(c).__name__, x is c, c); c|=Counter('zz'); c&=Counter('az'); c-=Counter('z'); print(x is c, c)
    o=OrderedDict(a=1); x=o; o|={'b':1}; print(x is o,o); q=defaultdict(int); x=q; q|={'b':1}; print(x is q,q); k=deque([1]); x=k; k+=[2]; k*=2; print(x is k,k)
    f=frozenset('a'); x=f; f|={'b'}; print(x is f,len(f)); tp=(1,); x=tp; tp+=(2,); print(x,tp)
    ks={'a':1}.keys(); ks|={'b'}; print(type(ks).__name__)
    st='a'; st+='b'; by=b'a'; by+=b'c'; print(st,by)
    print(S([1])<={1:2}.keys(), {1:2}.keys()>=S([1]), {1:2}.keys()==S([1]), S([1])=={1:2}.keys(), S([1])<{1:2,3:4}.keys(), S([1])|{1:2}.keys(), type({1:2}.keys()&S([1])).__name__)
    class F(frozenset): pass
    x=F('a'); y=x; x|={'b'}; print(type(x).__name__, type(y).__name__)
    def grow(acc:S):
        acc|={1}
        return acc
    z=S(); grow(z); print(len(z), {1}|S([2]), S([1])-{1})
    try: s=S(); s|=[1]
    except TypeError as e: print(e)
    try: s=S(); s+=1
    except TypeError as e: print(e)


def in_place_with_own_methods():
    class L(list):
        def __add__(s,o): return 'added'
    class M(list):
        def __iadd__(s,o): s.append(9); return s
    class N(list):
        def __mul__(s,o): return 'mul'
    class R:
        def __radd__(s,o): return 'radd'
        def __ror__(s,o): return 'ror'
        def __rsub__(s,o): return 'rsub'
    class D(dict):
        def __or__(s,o): return 'or'
        def __setitem__(s,k,v): super().__setitem__(k,v*2)
        def update(s,*a): print('update')
    class S(set):
        def __or__(s,o): return 'or'
        def add(s,x): print('add')
    l=L(); l+=[1]; print(l); m=M(); m+=[1]; print(m); n=N([1]); n+=[2]; print(n); n*=2; print(n)
    class P(list): pass
    l=[]; l+=R() if 0 else [1]; print(l)
    d=D(); d|={'a':1}; print(d); s=S(); s|={1}; print(s)
    class DD(dict): pass
    d=DD(); d|=[('a',1)]; print(d)
    try: d=DD(); d|=5
    except TypeError as e: print(e)
    try: l=P(); l+=5
    except TypeError as e: print(e)
    try: s=S(); s-=[1]
    except TypeError as e: print(e)
    try: l=P([1]); l*='a'
    except TypeError as e: print(e)
    l=P([1]); x=l; l*=True; l*=0; print(x is l,x); l+='ab'; l+={'k':1}; print(x)
    class Att:
        def __init__(s): s.tags=P(); s.conf=DD()
    a=Att(); t=a.tags; a.tags+=[1]; a.conf|={'z':1}; print(t is a.tags, t, a.conf, type(a.conf).__name__)


def hashes():
    class F(float):
        __hash__=float.__hash__
        def __eq__(s,o): return True
    class S(str):
        def __eq__(s,o): return str.__eq__(s,o)
        __hash__=str.__hash__
    class I(int):
        def __eq__(s,o): return int.__eq__(s,o)
        __hash__=int.__hash__
    class T(tuple):
        def __eq__(s,o): return tuple.__eq__(s,o)
        def __hash__(s): return tuple.__hash__(s)
    class C(str):
        def __eq__(s,o): return s.lower()==o.lower()
        def __hash__(s): return hash(s.lower())
    print(hash(F(1.5))==hash(1.5), {1.5:1}.get(F(1.5)), {F(1.5):1}.get(1.5), {'a':1}.get(S('a')), {S('a'):1}.get('a'), {1:1}.get(I(1)), {I(1):2}[1], {(1,):3}[T((1,))], {T((1,)):1}[(1,)], C('A') in {C('a')}, {C('A'):1}.get(C('a')), {C('A'):1}.get('a'), len({C('a'),C('A'),'a'}), 'A'==C('a'), [C('A')].index('a'), C('x') in ['X'], {'a':1}.get(C('A')), sorted({C('b'):1,C('a'):2}))


def bytes_of_objects():
    class B:
        def __bytes__(s): return b'by'
        def __iter__(s): return iter([1])
    class X:
        def __index__(s): return 3
    class Y(list):
        def __bytes__(s): return b'Y'
    class Z(str):
        def __bytes__(s): return b'Z'
    print(bytes(B()), bytes(X()), bytes(Y([1])), bytes(Z('a')), bytes([X()]), bytes(), bytes('é','utf8'), bytes(b'a'), bytes(iter([1,2])), bytes({1:2}), bytes(range(3)), bytes((255,)), bytes('a',encoding='ascii'), bytes('é','ascii','ignore'))
    class Bad:
        def __bytes__(s): return 'x'
    for t in [lambda:bytes(Bad()),lambda:bytes('a'),lambda:bytes([256]),lambda:bytes(-1),lambda:bytes(1.5),lambda:bytes(None),lambda:bytes(['a']),lambda:bytes(b'a','utf8'),lambda:bytes(errors='x'),lambda:bytes([1],'utf8'),lambda:bytes(2**70)]:
        try: print(t())
        except Exception as e: print(type(e).__name__,e)


def reversed_objects():
    class L(list):
        def __getitem__(s,i): return 'gi'
        def __len__(s): return 1
    class T(tuple):
        def __getitem__(s,i): return 'gi'
        def __len__(s): return 2
    class D(dict):
        def __iter__(s): return iter('q')
    class S(str):
        def __getitem__(s,i): return 'gi'
    print(list(reversed(L([1,2]))), list(reversed(T((1,)))), list(reversed(D(a=1,b=2))), list(reversed(S('abc'))), list(reversed({1:2}.items())))
    class R(list):
        def __reversed__(s): return iter('own')
    class N(list):
        __reversed__=None
    print(list(reversed(R())))
    try: reversed(N())
    except TypeError as e: print(e)
    try: reversed({1})
    except TypeError as e: print(e)
    class Q:
        def __len__(s): return 2
        def __getitem__(s,i): return i*10
    print(list(reversed(Q())))


def protocols():
    class S:
        def __init__(s,d): s.d=d
        def __getitem__(s,i): return s.d[i]
        def __len__(s): return len(s.d)
    s=S([1,2,3]); print(list(s), 2 in s, list(reversed(s)), [*s], max(s), sum(s), sorted(s), tuple(s), dict(zip(s,s)), list(map(str,s)), list(enumerate(s)), any(s), ','.join(map(str,s)), s[-1], s[0:2], bool(S([])), iter(s).__class__.__name__ and 1, next(iter(s)))
    a,*b=s; print(a,b)
    class M:
        def keys(s): return ['a','b']
        def __getitem__(s,k): return k*2
    m=M(); print(dict(m), {**m}, (lambda **k:k)(**m), '%(x)s'%m, '{x}'.format_map(m)); d={}; d.update(m); print(d); d|=[('z',1)]; print(d)
    class IterOnly:
        def __iter__(s): yield 1; yield 2
    print(list(IterOnly()), 2 in IterOnly(), {*IterOnly()}, dict.fromkeys(IterOnly()), [*IterOnly()], tuple(IterOnly()), sorted(IterOnly(),reverse=True), set(IterOnly()), bytes(IterOnly()), len(list(IterOnly())), min(IterOnly()), list(zip(IterOnly(),'ab')))


def keys_h1():
    class S(str):
        def __eq__(s,o): return str.__eq__(s,o)
        __hash__=str.__hash__
    print({'a':1}.get(S('a')), {S('a'):1}.get('a'))


def keys_h2():
    class I(int):
        def __eq__(s,o): return int.__eq__(s,o)
        __hash__=int.__hash__
    print({1:1}.get(I(1)), {I(1):2}.get(1), {I(1):2}.get(I(1)))


def keys_h3():
    class F(float):
        __hash__=float.__hash__
        def __eq__(s,o): return True
    print({1.5:1}.get(F(1.5)), {F(1.5):1}.get(1.5))


def keys_h4():
    class I(int):
        def __eq__(s,o): return int.__eq__(s,o)
        def __hash__(s): return int.__hash__(s)
    class J(int):
        def __eq__(s,o): return int(s)==int(o)
        def __hash__(s): return hash(int(s))
    print({1:1}.get(I(1)), {I(1):2}.get(1), {1:1}.get(J(1)), {J(1):2}.get(1), 1 in {J(1)}, {J(1),1})


def keys_h5():
    class C:
        def __init__(s,v): s.v=v
        def __eq__(s,o): return s.v==(o.v if isinstance(o,C) else o)
        def __hash__(s): return hash(s.v)
    for v in (1,-1,0,2**70,1.5,'a',(1,2),None,True,b'x',frozenset([1]),1e300,-2,2**61-1,2**61):
        print(v, {v:1}.get(C(v)), {C(v):1}.get(v), C(v) in {v}, len({C(v),v}))
    class D(str):
        __hash__=None
    try: {D('a')}
    except TypeError as e: print(e)
    class E(str):
        def __eq__(s,o): return True
    try: {E('a')}
    except TypeError as e: print(e)


def inherited_hashes():
    class S(str):
        def __eq__(s,o): return str.__eq__(s,o)
        def __hash__(s): return super().__hash__()
    print({S('a'):1}.get('a'), {'a':1}.get(S('a')))
    class T(tuple):
        def __eq__(s,o): return tuple.__eq__(s,o)
        def __hash__(s): return tuple.__hash__(s)
    print({T((1,'a')):1}.get((1,'a')))


def own_hashes():
    class S(str):
        def __eq__(s,o): return True
        def __hash__(s): return 5
    print({S('a'):1}.get(S('b')), {'a':1}.get(S('a')))


def methods_of_kinds_1():
    class S(str):
        up=str.upper
        ln=str.__len__
        r=str.__repr__
        ad=str.__add__
        eq=str.__eq__
    print(S('a').up(), S('a').ln(), S('a').r(), S('a').ad('b'), S('a').eq('a'))


def methods_of_kinds_2():
    class S(str):
        h=str.__hash__
    print(S('a').h() is not None)


def methods_of_kinds_3():
    class O:
        h=object.__hash__
        r=object.__repr__
        __eq__=lambda s,o: True
        __hash__=object.__hash__
    o=O(); print({o:1}[o], o.h()==hash(o))


def copy_nt():
    import copy
    from collections import namedtuple, Counter, OrderedDict, deque, defaultdict
    P=namedtuple('P','a b')
    print(copy.copy(P(1,[2])), copy.deepcopy(P(1,[2])))


def copy_counter():
    import copy
    from collections import Counter
    print(copy.deepcopy(Counter('aab')))


def copy_od():
    import copy
    from collections import OrderedDict, deque, defaultdict
    print(copy.deepcopy(OrderedDict(a=[1])), copy.copy(deque([1,2],3)), copy.deepcopy(defaultdict(list,{'a':[1]})))


def copy_typing_nt():
    import copy
    from typing import NamedTuple
    class N(NamedTuple):
        a:int
        b:list
    print(copy.deepcopy(N(1,[2])))


def copy_dc():
    import copy
    from dataclasses import dataclass, replace
    @dataclass(frozen=True)
    class D: a:list
    print(copy.deepcopy(D([1])), replace(D([1]),a=2))


def copy_slots():
    import copy
    class S:
        __slots__=('a',)
    s=S(); s.a=[1]; print(copy.deepcopy(s).a, copy.copy(s).a is s.a)


def copy_sub():
    import copy
    class D(dict): pass
    class L(list): pass
    d=D(a=[1]); d.x=[2]; e=copy.deepcopy(d); print(e,e.x,type(e).__name__, copy.copy(L([1])))


def copy_enum_etc():
    import copy, enum, datetime, decimal, uuid, re
    class E(enum.Enum): A=1
    print([copy.deepcopy(v) for v in (E.A,datetime.date(2020,1,1),datetime.datetime(2020,1,1),decimal.Decimal(1),uuid.UUID(int=1),datetime.timedelta(1),datetime.timezone.utc,b'x',range(3),frozenset([1]),{1:{2}},(1,[2]),None,1j,...)])


def copy_reduce():
    import copy
    class R:
        def __init__(s,a): s.a=a
        def __reduce__(s): return (R,(s.a+1,))
    print(copy.copy(R(1)).a, copy.deepcopy(R(1)).a)
    class G:
        def __getstate__(s): return {'z':1}
        def __setstate__(s,st): s.st=st
    print(copy.copy(G()).st)


def copy_getnew():
    import copy
    class C(int):
        def __new__(cls,a): return int.__new__(cls,a)
        def __getnewargs__(s): return (int(s),)
    print(copy.copy(C(5)))


def copy_slice_views():
    import copy
    print(copy.copy(slice(1,2)))


def copy_set_sub():
    import copy
    class St(set): pass
    class Sr(str): pass
    class Tu(tuple): pass
    print(copy.deepcopy(St([1])), copy.copy(Sr('a')), copy.deepcopy(Tu([1,[2]])))


def copy_mapping_proxy():
    import copy
    from types import SimpleNamespace
    n=SimpleNamespace(a=[1]); print(copy.deepcopy(n).a)


def kinds_of_results():
    class S(set): pass
    class F(frozenset): pass
    print([type(x).__name__ for x in (S('a')|{1}, S('a')&{1}, S('a').union('b'), S('a').copy(), F('a').copy(), F('a')|{1}, S.__or__(S(),{1}), {1}|S(), S('ab').difference('a'), frozenset('a')|S('b'), F('a').union())], sorted(S('ab')-{'a'}), S('a')==F('a'), hash(F('a'))==hash(frozenset('a')), S('a')<=S('ab'))
    x=S('a'); x|={'b'}; print(type(x).__name__, len(x)); x=F('a'); x|={'b'}; print(type(x).__name__)


set_texts()
set_texts_again()
set_comparisons()
sequence_comparisons()
dictionary_comparisons()
in_place()
in_place_with_own_methods()
hashes()
bytes_of_objects()
reversed_objects()
protocols()
keys_h1()
keys_h2()
keys_h3()
keys_h4()
keys_h5()
inherited_hashes()
own_hashes()
methods_of_kinds_1()
methods_of_kinds_2()
methods_of_kinds_3()
copy_nt()
copy_counter()
copy_od()
copy_typing_nt()
copy_dc()
copy_slots()
copy_sub()
copy_enum_etc()
copy_reduce()
copy_getnew()
copy_slice_views()
copy_set_sub()
copy_mapping_proxy()
kinds_of_results()
