"""Heaps in lists. Where equal items stand in one follows from the order of comparisons, which is CPython's."""
_limbeck_builtin = True


def _rise(heap, first, at):
    item = heap[at]
    while at > first:
        parent = (at - 1) >> 1
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink(heap, at):
    """Moves the smaller child up to a leaf, then the item up from there."""
    end, first, item = len(heap), at, heap[at]
    child = 2 * at + 1
    while child < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        heap[at] = heap[child]
        at, child = child, 2 * child + 1
    heap[at] = item
    _rise(heap, first, at)


def heappush(heap, item, /):
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap, /):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    found, heap[0] = heap[0], last
    _sink(heap, 0)
    return found


def heapreplace(heap, item, /):
    if not heap:
        raise IndexError("index out of range")
    found, heap[0] = heap[0], item
    _sink(heap, 0)
    return found


def heappushpop(heap, item, /):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(heap, /):
    for at in range(len(heap) // 2 - 1, -1, -1):
        _sink(heap, at)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    if reverse:
        raise NotImplementedError("limbeck has no heapq.merge(reverse=True)")
    heads = []
    for order, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for value in iterator:
            heads.append((value if key is None else key(value), order, value, iterator))
            break
    while heads:
        least = 0
        for at in range(1, len(heads)):
            if heads[at][0] < heads[least][0]:
                least = at
        _, order, value, iterator = heads[least]
        yield value
        for value in iterator:
            heads[least] = (value if key is None else key(value), order, value, iterator)
            break
        else:
            del heads[least]
