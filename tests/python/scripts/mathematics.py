"""math, operator and divmod()."""
import decimal, functools, math, operator


def show(calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show([
    lambda: math.floor(1e300),
    lambda: math.floor(-1.5),
    lambda: math.floor(True),
    lambda: math.ceil(decimal.Decimal('1.2')),
    lambda: math.floor('x'),
    lambda: math.floor(float('nan')),
    lambda: math.ceil(float('inf')),
    lambda: math.trunc(-1.7),
    lambda: math.trunc('x'),
    lambda: math.sqrt(2),
    lambda: math.sqrt(-1),
    lambda: math.sqrt('x'),
    lambda: math.log(0),
    lambda: math.log(-1),
    lambda: math.log(8,2),
    lambda: math.log(100,10),
    lambda: math.log10(1000),
    lambda: math.log2(2**80),
    lambda: math.exp(1000),
    lambda: math.pow(0,-1),
    lambda: math.pow(-1,0.5),
    lambda: math.pow(2,0.5),
    lambda: math.pow(10,400),
    lambda: math.fmod(5,0),
    lambda: math.fmod(-5,3),
    lambda: math.atan2(1,-1),
    lambda: math.copysign(1,-0.0),
    lambda: math.isclose(0.1+0.2,0.3),
    lambda: math.isclose(1,2,rel_tol=-1),
    lambda: math.isnan(float('nan')),
    lambda: math.isinf(-math.inf),
    lambda: math.isfinite(decimal.Decimal(1)),
    lambda: math.gcd(),
    lambda: math.gcd(12,-18,27),
    lambda: math.gcd(1.5,2),
    lambda: math.lcm(4,6),
    lambda: math.lcm(0,5),
    lambda: math.isqrt(10**41),
    lambda: math.isqrt(-1),
    lambda: math.factorial(30),
    lambda: math.factorial(-1),
    lambda: math.factorial(2.0),
    lambda: math.comb(10,3),
    lambda: math.comb(3,10),
    lambda: math.perm(10,3),
    lambda: math.perm(5),
    lambda: math.prod([1,2,3.5]),
    lambda: math.prod([], start=7),
    lambda: math.fsum([0.1]*10),
    lambda: math.fsum([1e100,1.0,-1e100]),
    lambda: math.modf(-3.25),
    lambda: math.frexp(10.5),
    lambda: math.ldexp(0.5,10),
    lambda: math.ldexp(1.0,10000),
    lambda: math.degrees(1.5),
    lambda: math.radians(-90),
    lambda: math.remainder(7,4),
    lambda: math.nextafter(1,2),
    lambda: math.ulp(1.0),
    lambda: math.pi, math.e, math.tau,
    lambda: math.asin(2),
    lambda: operator.index(True),
    lambda: operator.index(1.5),
    lambda: operator.itemgetter(1,2)('abc'),
    lambda: operator.itemgetter('a')({'a':1}),
    lambda: operator.attrgetter('real')(5),
    lambda: operator.methodcaller('split',',')('a,b'),
    lambda: operator.itemgetter(1),
    lambda: operator.le(1,2), operator.ne(1,2), operator.not_(0), operator.truth([]), operator.contains([1],1),
    lambda: operator.indexOf([1,2],3),
    lambda: operator.countOf([1,1],1),
    lambda: operator.concat([1],[2]),
    lambda: operator.concat(1,2),
    lambda: operator.truediv(1,4),
    lambda: operator.__lt__(1,2),
    lambda: functools.reduce(operator.mul,[1,2,3]),
    lambda: list(map(operator.itemgetter(0), ['ab','cd'])),
    lambda: divmod(decimal.Decimal(1),0),
    lambda: divmod('a',1),
])


class Unbound:
    close = math.isclose
    less = operator.lt

    def own(self):
        return self.close(1.0, 1.0 + 1e-12), self.less(1, 2)


print(Unbound().own(), Unbound().close(1, 2), Unbound.less(3, 2))
