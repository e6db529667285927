_print = print
def print(*values):
    _print(*[value.replace("\0", "NUL") if isinstance(value, str) else value for value in values])
def t(f, *a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__ + ' ' + str(e)
import re
bad = r'''( ) (?  (?P (?P< (?P<a (?P<a> (?P<1>a) (?P<a>x)(?P<a>y) (?P=a) (?P=a (?P=1) (?Px (?<x (?<=a* (?<=a*)b (?<!a|bb)c (?< (?# (?#a (?( (?() (?(a)b) (?(1)a|b|c)(d) (?(0)a) (?(3)a) (?(a!)b) (?(-1)a) (?z) (?i (?i- (?i-: (?-i (?-i) (?-: (?i-i:a) (?a-a:b) (?au:b) (?L:a) a(?i)b a|(?i)b (?t:a) (?it-:a) (?i-t:a) (?ii:a) (?e:a) (?i!:a) * + ? {2} a** a*?* a+++ a{2}{3} a{3,2} a{99999999999} ^* $+ \b* \B? (?:)* (?=a)* () (a (?:a [ [a [] []] [^] [^]] [b-a] [\d-a] [a-\d] [a- [a-\ [a\ \ \8 \1 (a)\2 (a\1) \400 \377 \18 [\400] [\8] [\q] \q \x \x1 \u12 \U0011FFFF \U001 \U110000aa [\x1-a] [z-\x61] \z \Z \A [\A] [\b] a||b x{,3} x{,} x{} x{a} x{2 x{2,a} (?>a (?>a)b a*+ a{2}+ (?<=(a)\1)b (?<=(?P<x>a)(?P=x)) (a)(?<=\1) (?<=(a)(?(1)b|c)) (?<=(a*)) (?s-x:a.) a) (?P>a) (?P<a\>b) (?\w) (?<\w) (?P\w) \N{x'''.split(" ")
def show(p):
    try: c = re.compile(p)
    except re.error as e: return (str(e), e.msg, e.pos, e.lineno, e.colno, e.pattern == p)
    except Exception as e: return (type(e).__name__, str(e))
    return ("ok", c.groups, dict(c.groupindex), c.flags, repr(c))
for p in bad:
    if p != r"\N{x": print(p, show(p))
    if "\\u" not in p and "\\U" not in p and "\\N" not in p and 'L' not in p: print(p, show(p.encode()))
for p in ["a\nb(", "\n\n[", "a # b\n (", "(?x) a # c ) \n b", "(?x)[ a#]", "(?x)a\\ b\\#c", "(?x: a b ) c", "(?x)(?-x: a b)c", "(?P<é>a)", b"(?P<\xe9>a)", b"\xe9(", "(?P<\n>a)", "(?P<a'b>c)"]:
    print(p, show(p))
for flags in [re.A, re.U, re.A|re.U, re.I, re.X|re.M, 0x123000, re.L]:
    for p in ["a", b"a", "(?a)b", "(?u)b"]:
        if flags == re.L and isinstance(p, bytes): continue
        try: print(p, repr(flags), re.compile(p, flags), re.compile(p, flags).flags)
        except Exception as e: print(p, flags, type(e).__name__, e)
print(repr(re.I|re.S|re.X|(1<<20)), repr(~re.I), repr(~(re.I|re.S|re.X|(1<<20))), re.I, str(re.M), re.I + 0, f"{re.I}", re.RegexFlag, re.NOFLAG, re.RegexFlag(2), re.I.name, re.I.value, re.A is re.ASCII, type(re.I|re.M), list(re.I|re.M))
tests = [(r"\bfoo\b", "a foo b"), (r"\B", ""), (r"\B", "ab"), (r"\b", ""), (r"\b", "é a"), (r"(?a:\b)", "é a"), (r"\w+", "aé_1²٣Ⅷ一 ªx"), (r"\W+", "aé_1²٣ !"), (r"[\W\d]+", "a12 é!"), (r"[^\W\d]+", "a12 é!b_"), (r"[^\S ]+", "a \t\n b"), (r"[\S\t]+", "a \t\n b"), (r"\s+", "a\x1c\x85\xa0\u2003b"), (r"(?a)\s+", "a\x1c\x0b \xa0"), (r"\d+", "12٣४"), (r"(?a)\d+", "12٣"), (r"(?i)i+", "iIİıx"), (r"(?i)[a-k]+", "IıİkK"), (r"(?i)[^i]+", "aİb"), (r"(?i)s+", "sSſ"), (r"(?i)ſ+", "sSſ"), (r"(?ia)[a-z]+", "ABſK"), (r"(?ia)k", "K"), (r"(?i)ß", "ẞ"), (r"(?i)σ+", "Σςσ"), (r"(?i)µ+", "μΜµ"), (r"(?i)straße", "STRASSE straẞe"), ("^a$", "a\n"), ("(?m)^a$", "b\na\nc"), (r"a\Z", "a\n"), ("a.c", "a\nc"), ("(?s)a.c", "a\nc"), ("(?s:a.)c", "a\nc"), (r"(a)|b", "b"), (r"(?:(a)|b)*", "ab"), (r"((a)(b))", "ab"), (r"(a)(b)?", "a"), (r"(a)(?=(b))", "ab"), (r"(?=(ab))(a)", "ab"), (r"(?:(a)|(b))+", "ba"), (r"(?P<x>a)(?P<y>b)?", "a"), (r"(?<=(a))b", "ab"), (r"(a)*", "aaa"), (r"()(a)", "a"), (r"(a())", "a"), (r"(?>(a)|b)c", "ac"), (r"(x)?(?(1)a|b)", "xa"), (r"(?P<q>x)?(?(q)a|b)", "b"), (r"x{,2}", "xxx"), (r"x{1,}?", "xxx"), (r"x{2}", "xxx"), (r"a++b", "aab"), (r"(?:a|ab)(?:c|bcd)(d*)", "abcd"), (r"\x41\101\u0041\U00000041", "AAAA"), (r"[\x41-\x43]+", "ABCD"), (r"\0", "\0"), (r"a{}", "a{}"), (r"a{1", "a{1"), (r"[]a]+", "]a"), (r"[^]a]+", "b]"), (r"[a-]+", "a-"), (r"[-a]+", "-a"), (r"[a\]b]+", "]ab"), (r"[[a]+", "[a"), (r"[:alpha:]+", "alpha:"), (r"(?i)(a)\1", "aA"), (r"(a*)*", "aa"), (r"(a|b*)*c", "abc"), ("(?:)", "x"), ("(|a)+", "aaa"), (r"(?x) a b # c", "ab"), (r"\tab\n", "\tab\n"), (r"[\b]", "\b"), (r"\v\f\a", "\v\f\a"), (r"(.*?)(\d+)$", "ab12"), (r"^(?:(\d)(?P<z>\w))*?x", "1a2bx")]
def mm(m): return None if m is None else (m.span(), m.groups(), m.groupdict(), m.lastindex, m.lastgroup, m.regs, repr(m))
for p, s in tests:
    print(p, mm(re.search(p, s)), mm(re.match(p, s)), mm(re.fullmatch(p, s)), re.findall(p, s), re.split(p, s), re.sub(p, "<\\g<0>>", s), [m.span() for m in re.finditer(p, s)])
    if s.isascii() and "\\u" not in p and p.isascii():
        p, s = p.encode(), s.encode()
        print(p, mm(re.search(p, s)), mm(re.fullmatch(p, s)), re.findall(p, s), re.split(p, s), re.sub(p, b"<\\g<0>>", s))
def sub(r, p="(?P<q>a)(b)?", s="xaby"):
    try: return re.sub(p, r, s)
    except re.error as e: return (str(e), e.pos, e.pattern)
    except Exception as e: return (type(e).__name__, str(e))
for r in [r"\1", r"\2", r"\3", r"\g<q>", r"\g<0>", r"\g<1>", r"\g<z>", r"\g", r"\g<", r"\g<a", r"\g<>", r"\g<1a>", r"\g<-1>", r"\g<99999999999>", r"\x", r"\n\t\\", r"\0", r"\01", r"\018", r"\101", r"\400", r"\11", r"\119", r"\8", r"\&", r"\.", "a\\", "\\1\\", r"\g<q>\g<2>z", r"\g<a\>", lambda m: m[0].upper(), lambda m: None, 5, b"x", None]:
    print(r if not callable(r) else "f", sub(r))
print(sub(b"\\g<q>\xff\\1", b"(?P<q>a)(b)?", b"xaby"), sub("x", b"a", b"a"), sub(b"\\q\xff", b"a", b"a"))
print(re.escape("a.b*c_é\0-"), re.escape(b"a.b\xff\0-"))
p = re.compile("a(b)?"); m = p.match("ab")
print(t(lambda: m.group(2)), t(lambda: m.group("x")), t(lambda: m["x"]), t(lambda: m.start(3)), t(lambda: m.group(-1)), m.group(0, 1), m.expand(r"<\1>"), t(lambda: re.compile(p, re.I)), t(lambda: re.compile(5)), t(lambda: re.search("a", 5)), t(lambda: re.search("a", b"a")), t(lambda: re.search(b"a", "a")), t(lambda: re.finditer("a", 5)), p == re.compile("a(b)?"), p == re.compile("a(b)?", re.I), p != 5, p.match("xab", 1), p.match("xab", 1, 2), p.search("xab", -5, 99), m.pos, m.endpos, m.re is p, m.string)
s = p.scanner("abaab"); print(s.match(), s.match(), s.search(), s.search(), s.search(), s.pattern is p)
print(re.sub("x*", "-", "abxd"), re.split("x*", "axbc"), re.findall("a|", "aba"), re.subn("b*", "-", "abb", 2), re.split("(-)", "a-b-c", 1), re.split("a", "bab", -1), re.sub("a", "b", "aaa", -1))
class S(str):
    def __getitem__(self, i): return "no"
print(re.match("a(.)", S("abc")).group(1), type(re.sub("z", "", S("abc"))), re.split("b", S("abc")))
print(re.compile("x" * 300), t(lambda: re.Pattern()), t(lambda: re.Match()), re.Pattern, re.Match, type(p) is re.Pattern, isinstance(m, re.Match))

g = re.compile("(?P<n>a)(?P<m>b)").groupindex
def change(): g["n"] = 5
print(g, dict(g), g["m"], t(change), t(lambda: g["z"]), g == {"n": 1, "m": 2}, list(g), len(g), type(g).__name__, t(lambda: hash(g)), g | {"x": 1}, "n" in g, g.get("q", 7))
import types
d = {"a": 1}; v = types.MappingProxyType(d); d["b"] = 2
print(v, v.items(), v == d, t(lambda: types.MappingProxyType(5)), t(lambda: types.MappingProxyType([])), list(reversed(v)), v.copy())
# whether a letter matches another where case is ignored, for those that differ by library
letters = "iI\u0130\u0131sS\u017fkK\u212a\xb5\u03bc\u0390\u1fd3\u03b0\u1fe3\ufb05\ufb06\u03c3\u03c2\u03a3\xdf\u1e9e\xe5\u212b\u03c9\u2126\u1e61\u1e9b\ua64b\u1c88"
for letter in letters:
    print(ascii(letter), ascii(re.findall("(?i)" + letter, letters)), ascii(re.findall("(?i)[" + letter + "x]", letters)), ascii(re.findall("(?i)[^" + letter + "]", letters)), ascii(re.findall("(?ia)" + letter, letters)))
