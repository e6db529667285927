# The replacement fields of str.format() and str.format_map(), and function.__get__().
def t(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return type(e).__name__, str(e)

class O:
    a = 5
    d = {"k": [1, 2], "1a": 7, "-1": 8, "a:b": 9, "x}y": 10, "": 3}
    def __repr__(self):
        return "O()"
    def __format__(self, spec):
        return "O<" + spec + ">"
o = O()
for text in ("{0}", "{}", "{} {}", "{0} {}", "{} {0}", "{a}", "{0.a}", "{0.d[k][1]}", "{0.d[1a]}", "{0.d[-1]}", "{0.d[a:b]}", "{0.d[x}y]}", "{0.d[]}", "{0.}", "{0..a}", "{0.d[k]x}", "{0.d[k}", "{0a}", "{1x}", "{a[0]}", "{a.b}", "{0:>{1}}", "{:>{}}", "{:{}{}}", "{0:{1:{2}}}", "{0!r}", "{0!s:>5}", "{a!r:>{w}}", "{0!x}", "{0!}", "{0!r", "{0!rx}", "{0!", "{", "}", "{{", "}}", "{{}}", "{0", "{0:", "{0:{", "{0:{1}", "{0:}}", "{{{0}}}", "a{b", "a}b", "{a{b}}", "{:{{}}}", "{99}", "{99999999999999999999}", "{ a }", "{a b}", "{0 }", "{-1}", "{+1}", "{00}", "{01}", "{é}", "{0!é}", "{0!\x01}", "{x[0][1]}", "{!r}", "{:5}|{:<5}|{:^5}", "{0:%Y}", "{0.__class__.__name__}", "{a:}", "{a!s:}", "{a!}", "{[}", "{0[}", "{0[a]}", "{" + "a" * 200 + "}", "{0.d[" + "k" * 200 + "]}"):
    print(repr(text[:20]), t(text.format, o, 4, 5, a="A", w=6, x=["ab", "cd"], é="E", **{" a ": "spaces", "a b": "ab", "0a": "zero", "1x": "one", "-1": "minus", "+1": "plus", "0 ": "0blank"}), t(text.format, "s", "7"), t(text.format))
class M(dict):
    def __missing__(self, key):
        return "<" + key + ">"
print("{a} {b} {c[0]} {c.x}".format_map(M(a=1, c=M(x=1))) if False else "{a} {b}".format_map(M(a=1)), t("{}".format_map, {}), t("{0}".format_map, {"0": 1}), t("{x}".format_map, {}), "{a[k]!r:>5}".format_map({"a": {"k": "v"}}), t("{a}".format_map, 5), str.format_map("{z}", {"z": 1}))
def f(self, x=0):
    return (self, x)
print(f.__get__(5)(2), f.__get__(None, int) is f, t(f.__get__, None), f.__get__("a", str)(), f.__get__(O)(1) == (O, 1))
