"""Text is a row of characters: every method of str and bytes over letters of one to four bytes."""
for s in ['Роман Орлов', 'Åsa Lind', '100 元', ' x y ', 'voilà  là', '', ' ', '\x1cа\x1f', 'a\x00b c\x00', 'e\u0301 a']:
    print([s.split(), s.rsplit(), s.split(None, 1), s.rsplit(None, 1), s.rsplit(maxsplit=0), s.split(maxsplit=0), s.strip(), s.lstrip(), s.rstrip()])
    print([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), len(s), s.center(20, 'é'), s.ljust(14, '元'), s.zfill(9), s.rjust(14)])
print('a\u2028b\x85c\x1cd\r\ne\vf\rg\n'.splitlines(), 'a\u2028b\x85c\x1cd\r\ne\vf\rg\n'.splitlines(keepends=True), b'a\x85b\rc\nd\x0b'.splitlines())
print('Straße ΣΑΣ Σ ΑΣ. İ ŉ ǆ ﬁ'.upper(), 'Straße ΣΑΣ Σ ΑΣ. İ ŉ ǆ ﬁ'.lower(), 'straße ΣΑΣ ὈΔΥΣΣΕΎΣ ǆ ﬁx'.title(), 'ﬁx'.capitalize(), 'ß'.swapcase(), 'Straße'.casefold())
for name in 'isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper'.split():
    print(name, [getattr(c, name)() for c in ['', 'a', 'A', 'é', 'É', '1', '²', '½', '٣', '元', 'ǅ', '\x85', '\xa0', 'ª', 'Ⅷ', '\u200b', 'é1', ' ', '\x1c', '一', 'Aé', 'Éa Éb', '_x', 'x\u0301']])
print(repr('\xa0\u200b\u2028é\x85\U000e0001\x00\'"'), f"{'é元'!a}", ascii('é\U0001f600'), '%a' % 'é', '%r' % '\xad', '{!a}'.format('ü'))
print(['a\x00b'.replace('\x00', '-'), 'a\x00b'.find('b'), 'a\x00b' == 'a', 'a\x00b'.partition('\x00'), '\x00'.zfill(5), 'x\x00y'.split('\x00'), '%s|%s' % ('a\x00b', 1), 'a\x00{}'.format(1), f"{'a'+chr(0):>5}|", 'a%s\x00b' % 1])
print('é'.encode('latin-1'), 'é元'.encode('ascii', 'replace'), 'é'.encode('ascii', errors='ignore'), '元'.encode('ascii','xmlcharrefreplace'), '元'.encode('latin1','backslashreplace'), b'\xe9'.decode('latin-1'), b'a\xff\xe2\x82b'.decode('utf-8','replace'), b'a\xffb'.decode(errors='ignore'), b'\xff'.decode('ascii','backslashreplace'))
for f in (lambda: 'é'.encode('ascii'), lambda: b'\xff'.decode(), lambda: b'\xe2\x82'.decode(), lambda: b'\xe2\x28'.decode('utf8'), lambda: b'\xed\xa0\x80'.decode(), lambda: 'a'.strip(1), lambda: 'a'.strip('a','b'), lambda: 'a'.upper(1), lambda: 'a'.strip(chars='a'), lambda: 'a'.center(5,'xy'), lambda: 'a'.split(''), lambda: 'a'.find(), lambda: 'x'.split(seps=1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e if not isinstance(e, TypeError) else '')
print(b'\x1c a\xa0 b'.split(), b'AbC'.upper(), b'ab cd'.title(), b'1a'.isalnum(), b'\x85'.isspace(), b' a '.center(9, b'-'), b'abc'.hex('-'), b'abcde'.hex(':', 2), b'abcde'.hex(':', -2), b'a'.replace(b'', b'\xff'), b'\xc3\xa9'.count(b''))
print('é\tb\tc'.expandtabs(), 'a\tb'.expandtabs(tabsize=4), 'xyz'.translate({ord('x'): 'é', ord('y'): None}))
print("\x85abc\xa0".strip() , 'àxà'.strip('à'), 'Ромашка'.lstrip('РмоО'), "元".join(['a','b']))
