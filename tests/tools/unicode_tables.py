import unicodedata as u
def ok(c): return not 0xD800<=c<0xE000
def ranges(pred):
    out=[];start=None
    for c in range(0x110001):
        p = c<0x110000 and ok(c) and pred(chr(c))
        if p and start is None: start=c
        if not p and start is not None: out.append((start,c-1)); start=None
    return out
def emit(name, rs, doc):
    print(f"/* {doc} */\nconst CharacterRange {name}[] = {{")
    line="   "
    for a,b in rs:
        item=f" {{0x{a:X}, 0x{b:X}}},"
        if len(line)+len(item)>118: print(line); line="   "
        line+=item
    print(line); print("};\n"+f"const size_t {name}_count = sizeof {name} / sizeof *{name};\n")
zeros=[c for c in range(0x110000) if ok(c) and chr(c).isdecimal() and u.decimal(chr(c))==0]
for z in zeros:
    for i in range(10): assert u.decimal(chr(z+i))==i
assert sum(chr(c).isdecimal() for c in range(0x110000))==10*len(zeros)
print('''/* What Unicode 14 says of characters that utf8proc does not: printed from the unicodedata and str of
 * CPython 3.11 by tests/tools/unicode_tables.py. */
#include "unicode.h"

/* The zeros of the decimal digits: nine more follow each. */
const uint32_t unicode_zeros[] = {''')
line="   "
for z in zeros:
    item=f" 0x{z:X},"
    if len(line)+len(item)>118: print(line); line="   "
    line+=item
print(line); print("};\nconst size_t unicode_zeros_count = sizeof unicode_zeros / sizeof *unicode_zeros;\n")
emit("unicode_digits", ranges(lambda s:s.isdigit() and not s.isdecimal()), "str.isdigit(), and not decimal: superscripts and their like.")
emit("unicode_numerics", ranges(lambda s:s.isnumeric() and not s.isdigit()), "str.isnumeric(), and not a digit: fractions, Roman and Chinese numbers.")
emit("unicode_other_lower", ranges(lambda s:s.islower() and u.category(s)!='Ll'), "Lowercase, though not of the category Ll.")
emit("unicode_other_upper", ranges(lambda s:s.isupper() and u.category(s)!='Lu'), "Uppercase, though not of the category Lu.")
print("/* Letters whose upper or title case is several characters: the letter, the former, the latter. */\nconst SpecialCase unicode_special_cases[] = {")
line="   "
n=0
for c in range(0x110000):
    s=chr(c)
    if not ok(c): continue
    if len(s.upper())>1 or len(s.title())>1:
        f=lambda t: "{"+", ".join(f"0x{ord(x):X}" for x in t)+"}"
        item=f" {{0x{c:X}, {f(s.upper())}, {f(s.title())}}},"
        if len(line)+len(item)>118: print(line); line="   "
        line+=item; n+=1
print(line); print("};\nconst size_t unicode_special_cases_count = sizeof unicode_special_cases / sizeof *unicode_special_cases;")
