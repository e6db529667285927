"""Ranges whose numbers or length go beyond 64 bits; each function takes the tuple (start, stop, step)."""

_limbeck_c = True


def length(parts):
    start, stop, step = parts
    if step > 0:
        return (stop - start + step - 1) // step if stop > start else 0
    return (start - stop - step - 1) // -step if start > stop else 0


def item(parts, index):
    count = length(parts)
    if index < 0:
        index += count
    if not 0 <= index < count:
        raise IndexError("range object index out of range")
    return parts[0] + index * parts[2]


def slice_of(parts, wanted):
    start, _, step = parts
    first, last, stride = _bounds(wanted, length(parts))
    return range(start + first * step, start + last * step, stride * step)


def _bounds(wanted, count):
    stride = 1 if wanted.step is None else wanted.step.__index__()
    if stride == 0:
        raise ValueError("slice step cannot be zero")
    low, high = (-1, count - 1) if stride < 0 else (0, count)
    first = high if stride < 0 else low
    last = low if stride < 0 else high
    if wanted.start is not None:
        first = _bound(wanted.start.__index__(), count, low, high)
    if wanted.stop is not None:
        last = _bound(wanted.stop.__index__(), count, low, high)
    return first, last, stride


def _bound(place, count, low, high):
    if place < 0:
        return max(place + count, low)
    return min(place, high)


def place(parts, number):
    """Where a number is in the range, or -1."""
    start, stop, step = parts
    inside = start <= number < stop if step > 0 else stop < number <= start
    return (number - start) // step if inside and (number - start) % step == 0 else -1


def place_of_equal(parts, wanted):
    """As place(), for what may be equal to a number."""
    for at, number in enumerate(items(parts)):
        if number == wanted:
            return at
    return -1


class longrange_iterator:
    __module__ = "builtins"
    __slots__ = ("_parts", "_at", "_count")

    def __init__(self, parts, at=0):
        self._parts = parts
        self._at = at
        self._count = length(parts)

    def __iter__(self):
        return self

    def __next__(self):
        if self._at >= self._count:
            raise StopIteration
        self._at += 1
        return self._parts[0] + (self._at - 1) * self._parts[2]

    def __length_hint__(self):
        return self._count - self._at

    def __reduce__(self):
        return longrange_iterator, (self._parts, self._at)


def items(parts):
    return longrange_iterator(parts)


def backwards(parts):
    start, _, step = parts
    count = length(parts)
    return items((start + (count - 1) * step, start - step, -step))


def key(parts):
    """Equal for equal ranges."""
    count = length(parts)
    return count, parts[0] if count else None, parts[2] if count > 1 else None
