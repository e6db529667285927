import collections, copy, pickle
def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
def steps(i): return next(i), list(copy.copy(i)), list(copy.deepcopy(i)), list(pickle.loads(pickle.dumps(i))), next(i), list(i), list(copy.copy(i))
for made in (iter([1, 2, 3, 4]), iter((1, 2, 3)), iter('abcd'), iter('äbc'), iter(b'abc'), iter(range(5)), reversed([1, 2, 3]), iter({1: 2, 3: 4}.items()), iter({1: 2, 3: 4, 5: 6}), iter({1: 2, 3: 4}.values()), reversed({1: 2, 3: 4, 5: 6}), reversed({1: 2, 3: 4}.items()), iter({5, 6, 7})):
    print(type(made).__name__, t(lambda: steps(made)))
nested = iter([[1], [2]])
shallow, deep = copy.copy(nested), copy.deepcopy(nested)
first = next(nested)
print(next(shallow) is first, next(deep) is first, type(deep).__name__)
print(t(lambda: copy.copy({}.keys())), t(lambda: copy.deepcopy({}.items())), t(lambda: pickle.dumps({}.values())))
print(list[int], dict[str, list[int]], tuple[int, ...], set['x'], type[int], collections.abc.Sequence[int], tuple[()])
