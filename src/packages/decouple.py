"""config("NAME", default=..., cast=...): the environment, then .env or settings.ini."""
import os

import _limbeck.files
import _limbeck.host


class UndefinedValueError(Exception):
    pass


class _Undefined:
    pass


undefined = _Undefined()
_TRUE = {"y", "yes", "t", "true", "on", "1"}
_FALSE = {"n", "no", "f", "false", "off", "0"}


def strtobool(value):
    if isinstance(value, bool):
        return value
    text = str(value).lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError(f"Invalid truth value: {text}")


class RepositoryEmpty:
    def __init__(self, source="", encoding="utf-8"):
        self.data = {}

    def __contains__(self, key):
        return key in os.environ or key in self.data

    def __getitem__(self, key):
        return self.data[key]


class RepositoryEnv(RepositoryEmpty):
    def __init__(self, source, encoding="utf-8"):
        self.data = {}
        for line in _limbeck.files.read(str(source)).split("\n"):
            line = line.strip()
            if not line or line.startswith("#") or "=" not in line:
                continue
            name, _, value = line.partition("=")
            name, value = name.strip(), value.strip()
            if len(value) >= 2 and (value[0] == "'" == value[-1] or value[0] == '"' == value[-1]):
                value = value[1:-1]
            self.data[name] = value


class RepositoryIni(RepositoryEmpty):
    def __init__(self, source, encoding="utf-8"):
        raise NotImplementedError("limbeck reads no settings.ini for decouple")


class Config:
    def __init__(self, repository):
        self.repository = repository

    def get(self, option, default=undefined, cast=undefined):
        if option in os.environ:
            value = os.environ[option]
        elif option in self.repository:
            value = self.repository[option]
        elif isinstance(default, _Undefined):
            raise UndefinedValueError(f"{option} not found. Declare it as envvar or define a default value.")
        else:
            value = default
        if isinstance(cast, _Undefined):
            return value
        if cast is bool:
            return bool(value) and strtobool(value)
        return cast(value)

    __call__ = get


def _repository():
    folder = _limbeck.host.caller_folder()
    while True:
        for name, kind in (("settings.ini", RepositoryIni), (".env", RepositoryEnv)):
            path = folder.rstrip("/") + "/" + name
            if not _limbeck.files.is_readable(path):
                return RepositoryEmpty()
            if _limbeck.files.is_file(path):
                return kind(path)
        if folder == os.path.dirname(folder):
            return RepositoryEmpty()
        folder = os.path.dirname(folder)


class AutoConfig:
    def __init__(self, search_path=None):
        self._config = None

    def __call__(self, option, default=undefined, cast=undefined):
        if self._config is None:
            self._config = Config(_repository())
        return self._config.get(option, default, cast)


config = AutoConfig()


class Csv:
    def __init__(self, cast=str, delimiter=",", strip=" \t\n\r\x0b\x0c", post_process=list):
        self.cast = cast
        self.delimiter = delimiter
        self.strip = strip
        self.post_process = post_process

    def __call__(self, value):
        parts = [part.strip(self.strip) for part in value.split(self.delimiter)] if value else []
        return self.post_process([self.cast(part) for part in parts])


class Choices:
    def __init__(self, flat=None, cast=str, choices=None):
        self.cast = cast
        self.values = list(flat or []) + [choice[0] for choice in choices or []]

    def __call__(self, value):
        cast = self.cast(value)
        if cast not in self.values:
            raise ValueError(f"Value not in list: {value!r}; valid values are {self.values!r}")
        return cast
