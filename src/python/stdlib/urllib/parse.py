"""URLs taken apart and put together."""
from collections import namedtuple

_ALWAYS_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
_USES_PARAMS = ("", "ftp", "hdl", "http", "https", "rtsp", "sip", "sips", "mms", "sftp", "tel")
_SCHEME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."


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
    if not isinstance(qs, str) or not isinstance(separator, str):
        raise NotImplementedError("limbeck takes queries apart that are str only")
    if not separator:
        raise ValueError("Separator must be of type string or bytes.")
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
            pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
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


class SplitResult(namedtuple("SplitResult", ["scheme", "netloc", "path", "query", "fragment"]), _Parts):
    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple("ParseResult", ["scheme", "netloc", "path", "params", "query", "fragment"]), _Parts):
    def geturl(self):
        return urlunparse(self)


_CONTROLS = "".join([chr(code) for code in range(33)])


def _check_texts(*parts):
    for part in parts:
        if not isinstance(part, str):
            raise NotImplementedError("limbeck takes URLs apart that are str only")


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
    _check_texts(url, scheme)
    url = url.lstrip(_CONTROLS)
    scheme = scheme.strip(_CONTROLS)
    for letter in "\t\r\n":
        url = url.replace(letter, "")
        scheme = scheme.replace(letter, "")
    netloc = query = fragment = ""
    at = url.find(":")
    if at > 0 and url[0].isascii() and url[0].isalpha() and all(letter in _SCHEME for letter in url[:at]):
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
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in _USES_PARAMS and ";" in path.rpartition("/")[2]:
        at = path.rfind(";")
        path, params = path[:at], path[at + 1 :]
    return ParseResult(scheme, netloc, path, params, query, fragment)


_WITH_NETWORK = ("", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
                 "snews", "prospero", "rtsp", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh",
                 "ws", "wss")


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    _check_texts(scheme, netloc, url, query, fragment)
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
    return url


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    return urlunsplit((scheme, netloc, f"{url};{params}" if params else url, query, fragment))
