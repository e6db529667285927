"""URL.create() and make_url(): database URLs in parts."""
from sqlalchemy.exc import ArgumentError
from urllib.parse import quote, unquote


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
            text += "?" + "&".join([quote(key, safe="") + "=" + quote(value, safe="") for key, value in sorted(self.query.items())])
        return text

    def __str__(self):
        return self.render_as_string()

    __repr__ = __str__

    def __eq__(self, other):
        return isinstance(other, URL) and self.render_as_string(False) == other.render_as_string(False)

    def get_backend_name(self):
        return self.drivername.split("+")[0]

    def get_driver_name(self):
        return self.drivername.partition("+")[2]


def _address(text):
    """host, port of host:port or [v6]:port"""
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return host, rest[1:]
    host, _, port = text.partition(":")
    return host, port


def make_url(name_or_url):
    if isinstance(name_or_url, URL):
        return name_or_url
    name, found, rest = str(name_or_url).partition("://")
    if not found or not name.replace("+", "").replace("_", "").isalnum():
        raise ArgumentError("Could not parse SQLAlchemy URL from given URL string")
    rest, _, query_text = rest.partition("?")
    head, slash, database = rest.partition("/")
    if "@" in database and "@" not in head and ":" in head:  # a password with a slash in it
        user_part, _, tail = rest.rpartition("@")
        address, slash, database = tail.partition("/")
    else:
        user_part, _, address = head.rpartition("@")
    username, colon, password = user_part.partition(":")
    host, port = _address(address)
    query = {}
    for pair in query_text.split("&"):
        key, _, value = pair.partition("=")
        if key:
            query[unquote(key)] = unquote(value.replace("+", " "))
    return URL(name, unquote(username) if username else None, unquote(password) if colon else None, host or None,
               int(port) if port else None, database or None, query)
