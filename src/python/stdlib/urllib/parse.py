"""URLs taken apart and put together."""
from collections import namedtuple

_ALWAYS_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
_USES_PARAMS = ("", "ftp", "hdl", "http", "https", "rtsp", "sip", "sips", "mms", "sftp", "tel")
_SCHEME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."


def quote(string, safe="/", encoding=None, errors=None):
    data = string if isinstance(string, bytes) else string.encode("utf-8")
    return "".join([chr(b) if chr(b) in _ALWAYS_SAFE or chr(b) in safe else f"%{b:02X}" for b in data])


def quote_plus(string, safe="", encoding=None, errors=None):
    return quote(string, safe + " ").replace(" ", "+")


def unquote(string, encoding="utf-8", errors="replace"):
    out = b""
    at = 0
    while at < len(string):
        digits = string[at + 1 : at + 3]
        if string[at] == "%" and len(digits) == 2 and all(d in "0123456789abcdefABCDEF" for d in digits):
            out += bytes.fromhex(digits)
            at += 3
        else:
            out += string[at].encode("utf-8")
            at += 1
    return out.decode("utf-8", errors)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    pairs = query.items() if hasattr(query, "items") else query
    out = []
    for key, value in pairs:
        values = value if doseq and isinstance(value, (list, tuple)) else [value]
        for item in values:
            out.append(quote_via(str(key), safe) + "=" + quote_via(str(item), safe))
    return "&".join(out)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    pairs = []
    for part in qs.split(separator):
        name, _, value = part.partition("=")
        if part and (value or keep_blank_values):
            pairs.append((unquote_plus(name), unquote_plus(value)))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values):
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
        if host.startswith("["):
            host = host[1:].partition("]")[0]
        else:
            host = host.partition(":")[0]
        return host.lower() or None

    @property
    def port(self):
        digits = self._user_and_host[1].rpartition("]")[2].rpartition(":")[2]
        host = self._user_and_host[1]
        if ":" not in host.rpartition("]")[2] or not digits:
            return None
        return int(digits)


class SplitResult(namedtuple("SplitResult", ["scheme", "netloc", "path", "query", "fragment"]), _Parts):
    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple("ParseResult", ["scheme", "netloc", "path", "params", "query", "fragment"]), _Parts):
    def geturl(self):
        return urlunparse(self)


def urlsplit(url, scheme="", allow_fragments=True):
    netloc = query = fragment = ""
    at = url.find(":")
    if at > 0 and url[0].isalpha() and all(letter in _SCHEME for letter in url[:at]):
        scheme, url = url[:at].lower(), url[at + 1 :]
    if url[:2] == "//":
        ends = [place for place in (url.find(mark, 2) for mark in "/?#") if place >= 0]
        end = min(ends) if ends else len(url)
        netloc, url = url[2:end], url[end:]
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


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    if netloc:
        url = "//" + netloc + ("/" if url and url[:1] != "/" else "") + url
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
