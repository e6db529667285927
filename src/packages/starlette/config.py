"""Settings from the environment, and from a file in its place."""
import os

import _limbeck.files
import _limbeck.host


class undefined:
    pass


class EnvironError(Exception):
    pass


class Environ(dict):
    """What was read can no longer be set."""

    def __init__(self, environ=os.environ):
        super().__init__(environ)
        self._has_been_read = set()

    def __getitem__(self, key):
        self._has_been_read.add(key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        if key in self._has_been_read:
            raise EnvironError(f"Attempting to set environ['{key}'], but the value has already been read.")
        super().__setitem__(key, value)

    def __delitem__(self, key):
        if key in self._has_been_read:
            raise EnvironError(f"Attempting to delete environ['{key}'], but the value has already been read.")
        super().__delitem__(key)


environ = Environ()




class Config:
    def __init__(self, env_file=None, environ=None, env_prefix="", encoding="utf-8"):
        self.environ = os.environ if environ is None else environ
        self.env_prefix = env_prefix
        self.file_values = {}
        if env_file is not None and _limbeck.host.opaque_name(env_file) is None and _limbeck.files.is_file(str(env_file)):
            self.file_values = self._read_file(env_file)

    def _read_file(self, file_name, encoding="utf-8"):
        found = {}
        with open(str(file_name)) as file:
            for line in file.read().split("\n"):
                line = line.strip()
                if "=" in line and not line.startswith("#"):
                    key, value = line.split("=", 1)
                    found[key.strip()] = value.strip().strip("\"'")
        return found

    def __call__(self, key, cast=None, default=undefined):
        return self.get(key, cast, default)

    def get(self, key, cast=None, default=undefined):
        key = self.env_prefix + key
        if key in self.environ:
            return self._perform_cast(key, self.environ[key], cast)
        if key in self.file_values:
            return self._perform_cast(key, self.file_values[key], cast)
        if default is not undefined:
            return self._perform_cast(key, default, cast)
        _limbeck.host.notice(f"{key} is not set, in the environment or in a file")
        return _limbeck.host.opaque(f"${key}")

    def _perform_cast(self, key, value, cast=None):
        if cast is None or value is None or _limbeck.host.opaque_name(value) is not None:
            return value
        if cast is bool and isinstance(value, str):
            words = {"true": True, "1": True, "false": False, "0": False}
            value = value.lower()
            if value not in words:
                raise ValueError(f"Config '{key}' has value '{value}'. Not a valid bool.")
            return words[value]
        try:
            return cast(value)
        except (TypeError, ValueError):
            raise ValueError(f"Config '{key}' has value '{value}'. Not a valid {cast.__name__}.")
