"""The part of mathematics that migrations do."""

pi = 3.141592653589793
e = 2.718281828459045
inf = float("inf")


def floor(x):
    return x if isinstance(x, int) else int(x // 1)


def ceil(x):
    return -floor(-x)


def trunc(x):
    return int(x)


def sqrt(x):
    if x < 0:
        raise ValueError("math domain error")
    return x ** 0.5


def fabs(x):
    return abs(float(x))


def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)
