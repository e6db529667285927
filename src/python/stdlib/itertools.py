"""Iterators made of iterators."""

_limbeck_builtin = True  # in CPython these functions are written in C: as attributes of a class they are not bound


class chain:
    def __init__(self, *iterables):
        self.iterator = self._items(iterables)

    @staticmethod
    def _items(iterables):
        for iterable in iterables:
            yield from iterable

    @classmethod
    def from_iterable(cls, iterables):
        return cls._items(iterables)

    def __iter__(self):
        return self.iterator

    def __next__(self):
        return next(self.iterator)


def count(start=0, step=1):
    for number in (start, step):
        if not isinstance(number, (int, float)) and not any(hasattr(number, f"__{name}__") for name in ("index", "int", "float", "complex")):
            raise TypeError("a number is required")
    start = int(start) if isinstance(start, bool) else start
    while True:
        yield start
        start += step


def cycle(iterable):
    items = list(iterable)
    while items:
        for item in items:
            yield item


def repeat(item, times=None):
    if times is None:
        while True:
            yield item
    for _ in range(times):
        yield item


def islice(iterable, *bounds):
    parts = slice_bounds(*bounds)
    start, stop, step = parts
    index = 0
    for item in iterable:
        if stop is not None and index >= stop:
            return
        if index >= start and (index - start) % step == 0:
            yield item
        index += 1
        if stop is not None and index >= stop:
            return


def slice_bounds(first, *rest):
    if not rest:
        return 0, first, 1
    step = rest[1] if len(rest) > 1 and rest[1] is not None else 1
    return first or 0, rest[0], step


def batched(iterable, n):
    batch = []
    for item in iterable:
        batch.append(item)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat
    rows = [()]
    for pool in pools:
        rows = [row + (item,) for row in rows for item in pool]
    yield from rows


def permutations(iterable, r=None):
    pool = tuple(iterable)
    size = len(pool) if r is None else r
    for indices in product(range(len(pool)), repeat=size):
        if len(set(indices)) == size:
            yield tuple(pool[i] for i in indices)


def combinations(iterable, r):
    pool = tuple(iterable)
    for indices in product(range(len(pool)), repeat=r):
        if all(indices[i] < indices[i + 1] for i in range(r - 1)):
            yield tuple(pool[i] for i in indices)


def groupby(iterable, key=None):
    group, current, first = [], None, True
    for item in iterable:
        value = item if key is None else key(item)
        if not first and value != current:
            yield current, iter(group)
            group = []
        first = False
        current = value
        group.append(item)
    if not first:
        yield current, iter(group)


def zip_longest(*iterables, fillvalue=None):
    lists = [list(iterable) for iterable in iterables]
    for i in range(max(map(len, lists), default=0)):
        yield tuple(items[i] if i < len(items) else fillvalue for items in lists)


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable):
    dropping = True
    for item in iterable:
        dropping = dropping and predicate(item)
        if not dropping:
            yield item


def filterfalse(predicate, iterable):
    for item in iterable:
        if not (predicate(item) if predicate else item):
            yield item


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def pairwise(iterable):
    before, first = None, True
    for item in iterable:
        if not first:
            yield before, item
        before, first = item, False


def accumulate(iterable, func=None, *, initial=None):
    total, first = initial, initial is None
    if not first:
        yield total
    for item in iterable:
        if first:
            total = item
        else:
            total = total + item if func is None else func(total, item)
        first = False
        yield total


def compress(data, selectors):
    for item, chosen in zip(data, selectors):
        if chosen:
            yield item


def tee(iterable, n=2):
    items = list(iterable)
    return tuple(iter(items) for _ in range(n))
