"""What settings are made of."""
from urllib.parse import parse_qsl, urlencode, urlsplit

import _limbeck.host


class Secret:
    """A value that shows itself to str() alone."""

    def __init__(self, value):
        self._value = value

    def __repr__(self):
        return "Secret('**********')"

    def __str__(self):
        return self._value

    def __bool__(self):
        return bool(self._value)


def _split(text):
    """At commas outside quotes."""
    if "#" in text or "\\" in text:
        raise NotImplementedError("CommaSeparatedStrings of a text with # or a backslash")
    items, item, quote = [], None, None
    for letter in text:
        if letter == quote:
            quote = None
        elif quote is None and letter in "\"'":
            quote, item = letter, item or ""
        elif quote is None and letter == ",":
            items, item = items + ([item] if item is not None else []), None
        else:
            item = (item or "") + letter
    return items + ([item] if item is not None else [])


class CommaSeparatedStrings:
    def __init__(self, value):
        self._items = [item.strip() for item in _split(value)] if isinstance(value, str) else list(value)

    def __len__(self):
        return len(self._items)

    def __getitem__(self, index):
        return self._items[index]

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, item):
        return item in self._items

    def __repr__(self):
        return f"CommaSeparatedStrings({list(self._items)!r})"

    def __str__(self):
        return ", ".join(repr(item) for item in self)


class URL:
    def __init__(self, url="", scope=None, **components):
        if scope is not None:
            raise NotImplementedError("starlette's URL of a request")
        if components and url:
            raise AssertionError('Cannot set both "url" and "**components".')
        self._url = URL("").replace(**components)._url if components else str(url)

    @property
    def components(self):
        return urlsplit(self._url)

    def __getattr__(self, name):
        if name not in ("scheme", "netloc", "path", "query", "fragment", "username", "password", "hostname", "port"):
            raise AttributeError(f"'URL' object has no attribute '{name}'")
        return getattr(self.components, name)

    @property
    def is_secure(self):
        return self.scheme in ("https", "wss")

    def replace(self, **kwargs):
        parts = self.components
        if any(name in kwargs for name in ("username", "password", "hostname", "port")):
            hostname = kwargs.pop("hostname", None)
            port = kwargs.pop("port", parts.port)
            username = kwargs.pop("username", parts.username)
            password = kwargs.pop("password", parts.password)
            if hostname is None:
                netloc = parts.netloc.rpartition("@")[2]
                hostname = netloc if netloc.endswith("]") else netloc.rsplit(":", 1)[0]
            netloc = hostname if port is None else f"{hostname}:{port}"
            if username is not None:
                netloc = f"{username if password is None else f'{username}:{password}'}@{netloc}"
            kwargs["netloc"] = netloc
        return URL(parts._replace(**kwargs).geturl())

    def include_query_params(self, **kwargs):
        params = dict(parse_qsl(self.query, keep_blank_values=True))
        params.update({str(key): str(value) for key, value in kwargs.items()})
        return self.replace(query=urlencode(params))

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(self._url)

    def __str__(self):
        return self._url

    def __repr__(self):
        return f"URL({str(self.replace(password='********') if self.password else self)!r})"


class URLPath(str):
    pass
