"""Random numbers. After seed() the sequence is CPython's (Mersenne Twister MT19937); before it, the system's."""
import hashlib as _hashlib
import math as _math
import secrets as _secrets
from itertools import accumulate as _accumulate
from operator import index as _index

_SIZE, _SHIFT, _MASK = 624, 397, 0xffffffff
_NORMAL = 4 * _math.exp(-0.5) / _math.sqrt(2.0)
_ABSENT = 1


def _linear(seed):
    words = [seed]
    for i in range(1, _SIZE):
        last = words[-1]
        words.append((1812433253 * (last ^ (last >> 30)) + i) & _MASK)
    return words


def _words_of(number):
    """The state that a seed of any size makes."""
    key = []
    while number or not key:
        key.append(number & _MASK)
        number >>= 32
    words = _linear(19650218)
    i, j, size = 1, 0, len(key)
    for _ in range(max(_SIZE, size)):
        last = words[i - 1]
        words[i] = ((words[i] ^ ((last ^ (last >> 30)) * 1664525)) + key[j] + j) & _MASK
        i, j = i + 1, j + 1
        if i >= _SIZE:
            words[0], i = words[-1], 1
        if j >= size:
            j = 0
    for _ in range(_SIZE - 1):
        last = words[i - 1]
        words[i] = ((words[i] ^ ((last ^ (last >> 30)) * 1566083941)) - i) & _MASK
        i += 1
        if i >= _SIZE:
            words[0], i = words[-1], 1
    words[0] = 0x80000000
    return words


def _stir(words):
    for i in range(_SIZE):
        pair = (words[i] & 0x80000000) | (words[(i + 1) % _SIZE] & 0x7fffffff)
        words[i] = words[(i + _SHIFT) % _SIZE] ^ (pair >> 1) ^ (0x9908b0df if pair & 1 else 0)


def _seed_number(a, version):
    if version != 2:
        raise NotImplementedError("limbeck has no random.seed(version=...)")
    if isinstance(a, (str, bytes)):
        text = a.encode() if isinstance(a, str) else a
        return int.from_bytes(text + _hashlib.sha512(text).digest(), "big")
    if isinstance(a, int):
        return abs(int(a))
    if isinstance(a, float):
        return hash(a) & 0xffffffffffffffff
    raise TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")


def _whole(value, what):
    try:
        return _index(value)
    except TypeError:
        number = int(value)
        if number != value:
            raise ValueError(f"non-integer {what} for randrange()") from None
        return number


class Random:
    def __init__(self, x=None):
        self.seed(x)

    def __init_subclass__(cls, **kwargs):
        for name in ("random", "seed", "getrandbits"):
            if name in cls.__dict__ and cls.__module__ != "random":
                raise NotImplementedError(f"limbeck has no random.Random with another {name}()")

    def seed(self, a=None, version=2):
        self.gauss_next = None
        self._words = None if a is None else _words_of(_seed_number(a, version))
        self._at = _SIZE

    def _next(self):
        if self._at >= _SIZE:
            _stir(self._words)
            self._at = 0
        word = self._words[self._at]
        self._at += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9d2c5680
        word ^= (word << 15) & 0xefc60000
        return word ^ (word >> 18)

    def random(self):
        if self._words is None:
            return _secrets.randbits(53) / (1 << 53)
        high = self._next() >> 5
        return (high * 67108864.0 + (self._next() >> 6)) * (1.0 / 9007199254740992.0)

    def getrandbits(self, k, /):
        k = _index(k)
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        if self._words is None:
            return _secrets.randbits(k)
        bits, done = 0, 0
        while done < k:
            word = self._next()
            if k - done < 32:
                word >>= 32 - (k - done)
            bits |= word << done
            done += 32
        return bits

    def _below(self, n):
        bits = n.bit_length()
        number = self.getrandbits(bits)
        while n and number >= n:
            number = self.getrandbits(bits)
        return number

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=_ABSENT):
        try:
            first = _index(start)
        except TypeError:
            first = int(start)
            if first != start:
                raise ValueError("non-integer arg 1 for randrange()") from None
        if stop is None:
            if step is not _ABSENT:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._below(first)
            raise ValueError("empty range for randrange()")
        last, by = _whole(stop, "stop"), _whole(step, "step")
        width = last - first
        if by == 1:
            if width > 0:
                return first + self._below(width)
            raise ValueError("empty range for randrange() (%d, %d, %d)" % (first, last, width))
        if not by:
            raise ValueError("zero step for randrange()")
        count = (width + by + (-1 if by > 0 else 1)) // by
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return first + by * self._below(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        for last in range(len(x) - 1, 0, -1):
            other = self._below(last + 1)
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k, *, counts=None):
        if counts is not None:
            raise NotImplementedError("limbeck has no random.sample(counts=...)")
        if not isinstance(population, (list, tuple, str, bytes, range)):
            if isinstance(population, (set, frozenset, dict)):
                raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
            raise NotImplementedError(f"limbeck has no random.sample() of a {type(population).__name__}")
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        most = 21
        if k > 5:
            most += 4 ** _math.ceil(_math.log(k * 3, 4))
        if n <= most:
            pool, found = list(population), []
            for i in range(k):
                at = self._below(n - i)
                found.append(pool[at])
                pool[at] = pool[n - i - 1]
            return found
        taken = {}
        while len(taken) < k:
            at = self._below(n)
            if at not in taken:
                taken[at] = population[at]
        return list(taken.values())

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is not None and weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if isinstance(weights, int):
            raise TypeError(f"The number of choices must be a keyword argument: k={weights!r}")
        if cum_weights is None and weights is None:
            return [population[_math.floor(self.random() * (n + 0.0))] for _ in range(k)]
        sums = list(_accumulate(weights)) if cum_weights is None else cum_weights
        if len(sums) != n:
            raise ValueError("The number of weights does not match the population")
        total = sums[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _math.isfinite(total):
            raise ValueError("Total of weights must be finite")
        return [population[_place(sums, self.random() * total, n - 1)] for _ in range(k)]

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        try:
            c = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if u > c:
            u, c, low, high = 1.0 - u, 1.0 - c, high, low
        return low + (high - low) * _math.sqrt(u * c)

    def normalvariate(self, mu=0.0, sigma=1.0):
        while True:
            first, second = self.random(), 1.0 - self.random()
            z = _NORMAL * (first - 0.5) / second
            if z * z / 4.0 <= -_math.log(second):
                return mu + z * sigma

    def expovariate(self, lambd):
        return -_math.log(1.0 - self.random()) / lambd

    def gauss(self, mu=0.0, sigma=1.0):
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            angle = self.random() * (2.0 * _math.pi)
            size = _math.sqrt(-2.0 * _math.log(1.0 - self.random()))
            z = _math.cos(angle) * size
            self.gauss_next = _math.sin(angle) * size
        return mu + z * sigma


def _place(sums, value, most):
    """Where bisect() places the value."""
    low = 0
    while low < most:
        middle = (low + most) // 2
        if value < sums[middle]:
            most = middle
        else:
            low = middle + 1
    return low


class SystemRandom(Random):
    def seed(self, *args, **kwds):
        self.gauss_next = self._words = None


_shared = Random()
seed = _shared.seed
random = _shared.random
getrandbits = _shared.getrandbits
randbytes = _shared.randbytes
randrange = _shared.randrange
randint = _shared.randint
choice = _shared.choice
choices = _shared.choices
shuffle = _shared.shuffle
sample = _shared.sample
uniform = _shared.uniform
triangular = _shared.triangular
normalvariate = _shared.normalvariate
expovariate = _shared.expovariate
gauss = _shared.gauss
