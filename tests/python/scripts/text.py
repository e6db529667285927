"""Library modules of text: patterns, digests, encodings and URLs."""
import base64
import hashlib
import re
import uuid
from urllib.parse import parse_qs, quote, quote_plus, unquote, urlencode, urlparse, urlsplit, urlunsplit

m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-05 rest")
print(m.group(), m.group(1, 2), m["month"], m.groups(), m.groups("-"), m.groupdict(), m.span(), m.start(2), m.end("year"), m.string, m)
print(re.search(r"b+", "aabbb").span(), re.fullmatch(r"a+", "aab"), re.fullmatch(r"a+b", "aab").group(), re.match("b", "ab"))
print(re.findall(r"\w+", "one two  three"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"x(\d)?", "x1 x"), re.findall("", "ab"))
print(re.sub(r"\s+", " ", "a \t b\n c"), re.sub(r"(\w+)@(\w+)", r"\2 at \g<1>\n", "me@home"), re.sub("x*", "-", "abxd"), re.sub("a", "b", "aaaa", count=2))
print(re.sub(r"(?P<word>[a-z]+)", lambda found: found.group("word").upper() + found[0], "ab 1 cd"), re.subn("a", "", "banana"))
print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "1-2-3"), re.split(r"\s", "a b c d", maxsplit=2), re.split(r"x*", "axbc"))
print([(f.group(), f.start()) for f in re.finditer(r"[A-Z][a-z]*", "CamelCaseName")])
print(re.sub(r"(?<!^)(?=[A-Z])", "_", "CamelCaseName").lower(), re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", "myHTTPName"))
p = re.compile(r"""
    ^ (\w+) \s* = \s*   # a name
    (.*) $""", re.VERBOSE | re.MULTILINE)
print(p.findall("a = 1\nbc=2"), p.groups, p.search("x = y", 0).group(2), p.pattern.count("\n"))
print(re.findall(r"É\w", "Éa éb", re.IGNORECASE), re.search(r"ü", "größe ü").span(), re.findall(r".", "a\nb", re.S), re.findall(r"\d+", "٣4", re.ASCII))
print(re.escape("a.b*c[d] e-f_g/h"), re.search(r"\u00e9\x41", "éA").group(), re.search(r"a{,2}b", "aaab").group(), re.search(r"[]a]+", "]a").group())
print(re.search(r"[:[a]+", ":[a").group(), re.search(r"a\Z", "a\n"), bool(re.search(r"a$", "a\n")), re.search(r"(a)|(b)", "b").groups(), re.search(r"\bfoo\b", "a foo b").span())
print(re.match(r"(\d+)(?:px|em)", "12em").expand(r"<\1>"), re.compile("a").search("bca", 2).span(), re.compile("^a").search("ba", 1), re.match("(?i)AB", "ab").group())
for bad in ("(", "[a", "a**", r"\q", "(?P<a>x)(?P<a>y)", r"\p{L}", "(*ACCEPT)", "(?R)"):
    try:
        re.compile(bad)
        print("taken", bad)
    except re.error:
        print("not taken", bad)
try:
    re.match("a", "a").group(1)
except IndexError as error:
    print("IndexError", error)
print(hashlib.md5(b"limbeck").hexdigest(), hashlib.sha1("é".encode()).hexdigest(), hashlib.sha256().hexdigest())
h = hashlib.sha512(b"a")
h.update(b"b")
print(h.hexdigest()[:20], h.digest()[:4], h.name, h.digest_size, hashlib.new("sha384", b"x").hexdigest()[:16], hashlib.md5(b"a").block_size)
try:
    hashlib.md5("text")
except TypeError:
    print("bytes only")
for data in (b"", b"a", b"ab", b"abc", b"\xff\xfe\xfd\xfc"):
    print(base64.b64encode(data), base64.b64decode(base64.b64encode(data)) == data, base64.urlsafe_b64encode(data))
print(quote("a b/ü?&"), quote_plus("a b&c=d"), unquote("a%20b%C3%BC%zz"), urlencode({"a": 1, "b": "x y"}), urlencode([("k", [1, 2])], doseq=True))
u = urlparse("postgresql+psycopg2://me:s%40crt@Host.Example:5433/db;p?sslmode=require&x=#frag")
print(tuple(u), u.scheme, u.username, u.password, u.hostname, u.port, u.path, u.params, u.query, u.fragment, u.geturl())
s = urlsplit("//host/path")
print(tuple(s), s.port, urlunsplit(("https", "h", "p", "q=1", "")), parse_qs("a=1&b=2&a=3&c="), urlparse("mailto:x@y").path)
print(uuid.uuid5(uuid.NAMESPACE_DNS, "limbeck.example"), uuid.uuid3(uuid.NAMESPACE_URL, "http://x"), uuid.UUID(bytes=b"\x01" * 16), uuid.UUID("12345678123456781234567812345678").bytes[:3])
print(list(map(str.upper, ["a", "b"])), sorted(["B", "a"], key=str.lower), list(map(str.strip, [" x "])))
print(dict.fromkeys("ab", 1), dict.fromkeys([1]), str.maketrans("ab", "xy"), "cab".translate(str.maketrans("ab", "xy", "c")), bytes(3), bytes([1, 2]), str(b"x", "utf-8"))
print("abcabc".find("b", 2), "abcabc".rfind("b", 0, 4), "abc".index("c", 1), "aXbX".count("X", 2), "abc".startswith("b", 1), "abc".endswith(("b", "x"), 0, 2), "éaé".find("é", 1), "ab".replace("", "-"), "ab".find("", 5), "ab".find("", 2), "ab".rfind(""))
print((255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "little"), (5).bit_length(), (2.0).is_integer(), bytes.fromhex("61 62"), "x".encode("ascii"), "a".isascii(), "é".isascii(), True.bit_length())
try:
    str.upper(5)
except TypeError as e:
    print("TypeError")
try:
    str.upper()
except TypeError as e:
    print("TypeError")
x = []
list.append(x, 3)
print(x)
print("ABC".lower() in {"abc": 1}, {"X" * 300: 1}.get(("x" * 300).upper()), f"{'a'!r:>{len('bcd')!r}}", f"{1:{'>'}{4}}")
