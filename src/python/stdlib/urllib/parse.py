"""URLs taken apart and put together."""
from collections import namedtuple

_ALWAYS_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero",
                 "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
               "snews", "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git",
               "git+ssh", "ws", "wss"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip",
               "sips", "mms", "sftp", "tel"]
non_hierarchical = ["gopher", "hdl", "mailto", "news", "telnet", "wais", "imap", "snews", "sip", "sips"]
uses_query = ["", "http", "wais", "imap", "https", "shttp", "mms", "gopher", "rtsp", "rtsps", "rtspu", "sip",
              "sips"]
uses_fragment = ["", "ftp", "hdl", "http", "gopher", "news", "nntp", "wais", "https", "shttp", "snews", "file",
                 "prospero"]
scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."


def _encoded(string, encoding, errors):
    if isinstance(string, bytes):
        if encoding is not None:
            raise TypeError("quote() doesn't support 'encoding' for bytes")
        if errors is not None:
            raise TypeError("quote() doesn't support 'errors' for bytes")
        return string
    if not isinstance(string, str):
        raise TypeError("quote_from_bytes() expected bytes")
    return string.encode(encoding or "utf-8", errors or "strict")


def quote(string, safe="/", encoding=None, errors=None):
    data = _encoded(string, encoding, errors)
    if isinstance(safe, str):
        kept = [letter for letter in safe if letter < "\x80"]
    else:
        kept = [chr(b) for b in safe if b < 128]
    return "".join([chr(b) if chr(b) in _ALWAYS_SAFE or chr(b) in kept else f"%{b:02X}" for b in data])


def quote_plus(string, safe="", encoding=None, errors=None):
    if isinstance(safe, bytes):
        safe = safe.decode("ascii")
    return quote(string, safe + " ", encoding, errors).replace(" ", "+")


def unquote(string, encoding="utf-8", errors="replace"):
    encoding = "utf-8" if encoding is None else encoding
    errors = "replace" if errors is None else errors
    if isinstance(string, bytes):
        string = "".join([chr(b) if b < 128 else f"%{b:02X}" for b in string])
    out = []
    data = b""
    at = 0
    while at < len(string):
        digits = string[at + 1 : at + 3]
        if string[at] == "%" and len(digits) == 2 and all(d in "0123456789abcdefABCDEF" for d in digits):
            data += bytes.fromhex(digits)
            at += 3
            continue
        letter = string[at]
        at += 1
        if letter < "\x80":
            data += letter.encode("ascii")
            continue
        out.append(data.decode(encoding, errors))
        out.append(letter)
        data = b""
    out.append(data.decode(encoding, errors))
    return "".join(out)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def to_bytes(url):
    """A text of ASCII as it is; deprecated in Python."""
    if isinstance(url, str) and not url.isascii():
        raise UnicodeError("URL " + repr(url) + " contains non-ASCII characters")
    return url


def _pairs(query):
    if hasattr(query, "items"):
        return query.items()
    if isinstance(query, (str, bytes)) and len(query):
        raise TypeError("not a valid non-string sequence or mapping object")
    return query


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    def shown(part):
        if isinstance(part, bytes):
            return quote_via(part, safe)
        return quote_via(str(part), safe, encoding, errors)

    out = []
    for key, value in _pairs(query):
        values = [value]
        if doseq and not isinstance(value, (str, bytes)) and hasattr(value, "__len__"):
            values = value
        for item in values:
            out.append(shown(key) + "=" + shown(item))
    return "&".join(out)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    qs, answer = _texts(qs)
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(separator, bytes):
        separator = str(separator, "ascii")
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for part in qs.split(separator):
        if not part and not strict_parsing:
            continue
        name, equals, value = part.partition("=")
        if not equals:
            if strict_parsing:
                raise ValueError(f"bad query field: {part!r}")
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            name, value = unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)
            pairs.append((answer(name), answer(value)))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        found.setdefault(name, []).append(value)
    return found


class _Parts:
    """What split and parsed URLs know of their place on the network."""

    @property
    def _user_and_host(self):
        user, at, host = self.netloc.rpartition("@")
        return (user if at else None), host

    @property
    def username(self):
        user = self._user_and_host[0]
        return None if user is None else user.partition(":")[0]

    @property
    def password(self):
        user = self._user_and_host[0]
        if user is None or ":" not in user:
            return None
        return user.partition(":")[2]

    @property
    def hostname(self):
        host = self._user_and_host[1]
        if "[" in host:
            host = host.partition("[")[2].partition("]")[0]
        else:
            host = host.partition(":")[0]
        name, percent, zone = host.partition("%")
        return name.lower() + percent + zone or None

    @property
    def port(self):
        host = self._user_and_host[1]
        behind = host.partition("]")[2] if "[" in host else host
        digits = behind.partition(":")[2]
        if not digits:
            return None
        if not (digits.isdigit() and digits.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {digits!r}")
        port = int(digits)
        if port > 65535:
            raise ValueError("Port out of range 0-65535")
        return port


class _OfText:
    def encode(self, encoding="ascii", errors="strict"):
        return _BYTES[type(self)](*[part.encode(encoding, errors) for part in self])


class _OfBytes:
    def decode(self, encoding="ascii", errors="strict"):
        return _TEXTS[type(self)](*[part.decode(encoding, errors) for part in self])

    def _text(self):
        return self.decode()

    @property
    def username(self):
        return _encoded_part(self._text().username)

    @property
    def password(self):
        return _encoded_part(self._text().password)

    @property
    def hostname(self):
        return _encoded_part(self._text().hostname)

    @property
    def port(self):
        return self._text().port


def _encoded_part(part):
    return None if part is None else part.encode("ascii")


class DefragResult(namedtuple("DefragResult", ["url", "fragment"]), _OfText):
    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


class SplitResult(namedtuple("SplitResult", ["scheme", "netloc", "path", "query", "fragment"]), _Parts, _OfText):
    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple("ParseResult", ["scheme", "netloc", "path", "params", "query", "fragment"]), _Parts,
                  _OfText):
    def geturl(self):
        return urlunparse(self)


class DefragResultBytes(namedtuple("DefragResultBytes", ["url", "fragment"]), _OfBytes):
    def geturl(self):
        return self.url + b"#" + self.fragment if self.fragment else self.url


class SplitResultBytes(namedtuple("SplitResultBytes", ["scheme", "netloc", "path", "query", "fragment"]), _OfBytes):
    def geturl(self):
        return urlunsplit(self)


class ParseResultBytes(namedtuple("ParseResultBytes", ["scheme", "netloc", "path", "params", "query", "fragment"]),
                       _OfBytes):
    def geturl(self):
        return urlunparse(self)


_BYTES = {DefragResult: DefragResultBytes, SplitResult: SplitResultBytes, ParseResult: ParseResultBytes}
_TEXTS = {of_bytes: of_text for of_text, of_bytes in _BYTES.items()}


def _same(result):
    return result


def _as_bytes(result):
    return result.encode("ascii", "strict")


def _texts(*parts):
    """All as str, and what makes the answer of the kind that was given."""
    is_text = isinstance(parts[0], str)
    for part in parts[1:]:
        if part and isinstance(part, str) != is_text:
            raise TypeError("Cannot mix str and non-str arguments")
    if is_text:
        return (*parts, _same)
    return (*[part.decode("ascii", "strict") if part else "" for part in parts], _as_bytes)


_CONTROLS = "".join([chr(code) for code in range(33)])


def _check_network(netloc):
    if ("[" in netloc) != ("]" in netloc):
        raise ValueError("Invalid IPv6 URL")
    if "[" in netloc:
        host = netloc.rpartition("@")[2].partition("[")[2].partition("]")[0]
        if ":" not in host or host[:1] in "vV":
            raise NotImplementedError(f"limbeck does not check the address [{host}]")
    for letter in netloc:
        if letter >= "\x80":
            raise NotImplementedError("limbeck does not normalize the characters of a host that is not ASCII")


def urlsplit(url, scheme="", allow_fragments=True):
    url, scheme, answer = _texts(url, scheme)
    url = url.lstrip(_CONTROLS)
    scheme = scheme.strip(_CONTROLS)
    for letter in "\t\r\n":
        url = url.replace(letter, "")
        scheme = scheme.replace(letter, "")
    netloc = query = fragment = ""
    at = url.find(":")
    if at > 0 and url[0].isascii() and url[0].isalpha() and all(letter in scheme_chars for letter in url[:at]):
        scheme, url = url[:at].lower(), url[at + 1 :]
    if url[:2] == "//":
        ends = [place for place in (url.find(mark, 2) for mark in "/?#") if place >= 0]
        end = min(ends) if ends else len(url)
        netloc, url = url[2:end], url[end:]
        _check_network(netloc)
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    return answer(SplitResult(scheme, netloc, url, query, fragment))


def urlparse(url, scheme="", allow_fragments=True):
    url, scheme, answer = _texts(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in path.rpartition("/")[2]:
        at = path.rfind(";")
        path, params = path[:at], path[at + 1 :]
    return answer(ParseResult(scheme, netloc, path, params, query, fragment))


_WITH_NETWORK = ("", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
                 "snews", "prospero", "rtsp", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh",
                 "ws", "wss")


def urlunsplit(components):
    scheme, netloc, url, query, fragment, answer = _texts(*components)
    if netloc or (scheme and scheme in _WITH_NETWORK and url[:2] != "//"):
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    if fragment:
        url = url + "#" + fragment
    return answer(url)


def urlunparse(components):
    scheme, netloc, url, params, query, fragment, answer = _texts(*components)
    return answer(urlunsplit((scheme, netloc, f"{url};{params}" if params else url, query, fragment)))


_RELATIVE = ("", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp",
             "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss")


def _joined_path(base, path):
    before = base.split("/")
    if before[-1]:
        del before[-1]
    segments = path.split("/")
    if path[:1] != "/":
        segments = before + segments
        segments[1:-1] = [segment for segment in segments[1:-1] if segment]
    kept = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept) or "/"


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    base, url, answer = _texts(base, url)
    before = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, before.scheme, allow_fragments)
    if scheme != before.scheme or scheme not in _RELATIVE:
        return answer(url)
    if scheme in _WITH_NETWORK:
        if netloc:
            return answer(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = before.netloc
    if not path and not params:
        return answer(urlunparse((scheme, netloc, before.path, before.params, query or before.query, fragment)))
    return answer(urlunparse((scheme, netloc, _joined_path(before.path, path), params, query, fragment)))


def urldefrag(url):
    url, answer = _texts(url)
    if "#" not in url:
        return answer(DefragResult(url, ""))
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return answer(DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment))
