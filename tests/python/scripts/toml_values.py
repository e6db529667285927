import tomllib

TEXT = r'''# a comment
title = "TOML \u00e9 \"x\"" # after
path = 'C:\no\escape'
"quoted key" = 1
3.14159 = "pi"
[owner]
name = "Tom"
born = 1979-05-27T07:32:00-08:00
local = 1979-05-27 07:32:00.999
day = 1979-05-27
hour = 07:32:00
utc = 1979-05-27T07:32:00Z
[database]
enabled = true
off = false
ports = [ 8000, 8001,
  8002, # more
]
data = [ ["delta", "phi"], [3.14] ]
temp = { cpu = 79.5, case.min = -72, case.max = +7 }
big = 1_000_000
hex = 0xDEAD_beef
oct = 0o755
bin = 0b1101
floats = [1e3, -2.5E-2, 6.02_2e23, inf, -inf]
[servers]
[servers.alpha]
ip = "10.0.0.1"
a.b.c = 5
[[products]]
name = "Hammer"
[products.size]
w = 1
[[products]]
name = "Nail"
[text]
multi = """
Roses \
    are "red"
violets"""
quotes = """He said ""hi"""""
'''
TEXT += "raw = " + "'" * 3 + "\nit's\nraw\\n" + "'" * 3 + "\n"
found = tomllib.loads(TEXT)
for section, value in found.items():
    print(section, value)
print(tomllib.loads("a = 1\r\nb = 2\r\n"), tomllib.loads(""), tomllib.loads("x = 1.5", parse_float=str))
BAD = ["a = 1\na = 2", "[a]\n[a]", "a = ", "a", "a = 'x", 'a = "\\q"', "a = 01", "a = 1 b = 2", "[a", "a = {b = 1,}", "a.b = 1\na = 2",
       "a = {b = 1}\n[a]", "a = [1]\n[[a]]", "a.b = 1\n[a]", "[a.b]\n[a]\nb.c = 1", "[[a]]\n[a]", "a = 2020-13-01", "= 1", "a = tru",
       'a = "x\ny"', "a = \"\x01\"", "a = '''x", "[a]\nb = 1\n[a.b]", 'a = "\\ud800"', "a = 1_", "a = [1 2]", "a = 0x", "a = .5", "a = 1.",
       "[a.b.c]\n[a]\nb.d = 1", "a = { b = 1 }\na.c = 2", "# \x01"]
for text in BAD:
    try:
        print(repr(text), "accepted", tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        print(repr(text), isinstance(problem, ValueError))
GOOD = ["[a.b]\n[a]", "[a]\n[a.b]\n[a.c]", "a.b = 1\na.c = 2", "[a.b]\nc = 1\n[a]\nd = 2", "[[a]]\n[[a]]", "[[a]]\n[[a.b]]\n[[a.b]]", "a = 'x' # y",
        "a = []", "a = {}", 'a = """\\\n\n   x"""', "a = nan", "[ a . b ]\nc = 1", "a = -0", "a=+1", 'a = """a""b"""', "a = 07:30:00", "a = [1,\n2 ,\n]", "[a]\nb.c = 1\nb.d = 2"]
for text in GOOD:
    print(repr(text), tomllib.loads(text))
for wrong in (b"a = 1", 5):
    try:
        tomllib.loads(wrong)
    except (TypeError, AttributeError) as problem:
        print(type(problem).__name__)
