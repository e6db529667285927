"""Env(): typed variables of the environment and of a .env file."""
import json
import os

import dotenv
from decouple import strtobool


class EnvError(ValueError):
    pass


class _Missing:
    pass


_MISSING = _Missing()


class Env:
    def __init__(self, *, eager=True, expand_vars=False, prefix=None):
        self._prefix = prefix or ""

    @staticmethod
    def read_env(path=None, recurse=True, verbose=False, override=False):
        return dotenv.load_dotenv(path, override=override)

    def _get(self, name, default, convert):
        value = os.environ.get(self._prefix + name)
        if value is not None:
            return convert(value)
        if isinstance(default, _Missing):
            raise EnvError(f"Environment variable \"{self._prefix + name}\" not set")
        return default

    def __call__(self, name, default=_MISSING, **kw):
        return self._get(name, default, str)

    def str(self, name, default=_MISSING, **kw):
        return self._get(name, default, lambda value: value)

    def int(self, name, default=_MISSING, **kw):
        return self._get(name, default, lambda value: int(value))

    def float(self, name, default=_MISSING, **kw):
        return self._get(name, default, lambda value: float(value))

    def bool(self, name, default=_MISSING, **kw):
        return self._get(name, default, strtobool)

    def list(self, name, default=_MISSING, **kw):
        return self._get(name, default, lambda value: value.split(","))

    def json(self, name, default=_MISSING, **kw):
        return self._get(name, default, json.loads)
