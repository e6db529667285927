"""URL.create() and make_url(): database URLs in parts.

Every "import sqlalchemy" reads this module: what only a call needs is imported by the call.
"""
from sqlalchemy.exc import ArgumentError


class URL:
    def __init__(self, drivername, username=None, password=None, host=None, port=None, database=None, query=None):
        self.drivername = drivername
        self.username = username
        self.password = password
        self.host = host
        self.port = port
        self.database = database
        self.query = dict(query or {})

    @classmethod
    def create(cls, drivername, username=None, password=None, host=None, port=None, database=None, query=None):
        return cls(drivername, username, password, host, int(port) if port is not None else None, database, query)

    def set(self, drivername=None, username=None, password=None, host=None, port=None, database=None, query=None):
        return URL(drivername if drivername is not None else self.drivername,
                   username if username is not None else self.username,
                   password if password is not None else self.password,
                   host if host is not None else self.host,
                   port if port is not None else self.port,
                   database if database is not None else self.database,
                   query if query is not None else self.query)

    def update_query_dict(self, values, append=False):
        return self.set(query={**self.query, **values})

    def difference_update_query(self, names):
        return self.set(query={key: value for key, value in self.query.items() if key not in names})

    def render_as_string(self, hide_password=True):
        from urllib.parse import quote, quote_plus
        text = self.drivername + "://"
        if self.username is not None:
            text += quote(self.username, safe=" +")
            if self.password is not None:
                text += ":" + ("***" if hide_password else quote(str(self.password), safe=" +"))
            text += "@"
        if self.host is not None:
            text += f"[{self.host}]" if ":" in self.host else self.host
        if self.port is not None:
            text += ":" + str(self.port)
        if self.database is not None:
            text += "/" + self.database
        if self.query:
            text += "?" + "&".join([quote_plus(key) + "=" + quote_plus(value) for key in sorted(self.query)
                                   for value in ((self.query[key],) if isinstance(self.query[key], str) else self.query[key])])
        return text

    def __to_string__(self, hide_password=True):
        return self.render_as_string(hide_password=hide_password)

    def __str__(self):
        return self.render_as_string()

    __repr__ = __str__

    def __eq__(self, other):
        return isinstance(other, URL) and self.render_as_string(False) == other.render_as_string(False)

    def get_backend_name(self):
        return self.drivername.split("+")[0]

    def get_driver_name(self):
        return self.drivername.partition("+")[2]


# dialect+driver://user:password@host:port/database?query, of which all but the first may be missing
_PARTS = (r"([\w+]+)://(?:([^:/]*)(?::([^@]*))?@)?(?:\[([^/?]+)\]|([^/:?]+))?(?::([^/?]*))?"
          r"(?:/([^?]*))?(?:\?(.*))?")


def _query(text):
    from urllib.parse import unquote
    query = {}
    for pair in text.split("&"):
        key, _, value = pair.partition("=")
        if value:
            key, value = unquote(key.replace("+", " ")), unquote(value.replace("+", " "))
            before = query.get(key, ())
            query[key] = value if key not in query else ((before,) if isinstance(before, str) else before) + (value,)
    return query


def make_url(name_or_url):
    import re
    from urllib.parse import unquote
    if isinstance(name_or_url, URL):
        return name_or_url
    if not isinstance(name_or_url, str):
        raise ArgumentError(f"Expected string or URL object, got {name_or_url!r}")
    found = re.match(_PARTS, name_or_url)
    if found is None:
        raise ArgumentError("Could not parse SQLAlchemy URL from given URL string")
    name, username, password, address, host, port, database, query = found.groups()
    return URL(name, unquote(username) if username is not None else None,
               unquote(password) if password is not None else None, host or address,
               int(port) if port is not None else None, database, _query(query or ""))
