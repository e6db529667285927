"""toml 0.10, for settings: reading only."""
import os
import tomllib


class TomlDecodeError(ValueError):
    pass


def _check_options(_dict, decoder):
    if _dict is not dict or decoder is not None:
        raise NotImplementedError("limbeck does not evaluate toml with _dict= or decoder=")


def loads(s, _dict=dict, decoder=None):
    _check_options(_dict, decoder)
    if not isinstance(s, str):
        raise TypeError("Expecting something like a string")
    try:
        return tomllib.loads(s)
    except tomllib.TOMLDecodeError as problem:
        raise TomlDecodeError(str(problem)) from None


def load(f, _dict=dict, decoder=None):
    _check_options(_dict, decoder)
    if isinstance(f, list):
        found = {}
        for path in f:
            if os.path.exists(path):
                found.update(load(path))
        return found
    if isinstance(f, (str, os.PathLike)) or hasattr(f, "__fspath__"):
        with open(f, encoding="utf-8") as file:
            return loads(file.read())
    return loads(f.read())
