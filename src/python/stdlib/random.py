"""Chance without a seed: a script that seeds it expects a sequence that limbeck does not make."""
import secrets


def seed(a=None, version=2):
    if a is not None:
        raise NotImplementedError("limbeck does not reproduce the sequence of random.seed()")


def random():
    return secrets.randbits(53) / (1 << 53)


def uniform(a, b):
    return a + (b - a) * random()


def randrange(start, stop=None, step=1):
    return choice(range(start) if stop is None else range(start, stop, step))


def randint(a, b):
    return randrange(a, b + 1)


def getrandbits(k):
    return secrets.randbits(k)


def choice(seq):
    if not len(seq):
        raise IndexError("Cannot choose from an empty sequence")
    return secrets.choice(seq)


def choices(population, weights=None, *, cum_weights=None, k=1):
    if weights is not None or cum_weights is not None:
        raise NotImplementedError("limbeck does not weigh choices")
    return [choice(population) for _ in range(k)]


def shuffle(x):
    for last in range(len(x) - 1, 0, -1):
        other = secrets.randbelow(last + 1)
        x[last], x[other] = x[other], x[last]


def sample(population, k):
    found = list(population)
    shuffle(found)
    return found[:k]


class SystemRandom:
    random = staticmethod(random)
    randint = staticmethod(randint)
    randrange = staticmethod(randrange)
    choice = staticmethod(choice)
    choices = staticmethod(choices)
    shuffle = staticmethod(shuffle)
    sample = staticmethod(sample)
    uniform = staticmethod(uniform)
