"""Settings: the environment first, then .env files, then the defaults."""
import os

import _limbeck.files
import dotenv
import pydantic


def SettingsConfigDict(**kw):
    return kw


class BaseSettings(pydantic.BaseModel):
    def __init__(self, _env_file=None, **given):
        options = self._options()
        prefix = options.get("env_prefix", "")
        exact = options.get("case_sensitive", False)
        files = self._from_files(_env_file if _env_file is not None else options.get("env_file"))
        folded = files if exact else {name.lower(): value for name, value in files.items()}

        def look(name, info):
            for wanted in info.names or [prefix + name]:
                for variable in (wanted,) if exact else (wanted, wanted.upper(), wanted.lower()):
                    if variable in os.environ:
                        return os.environ[variable]
            for wanted in info.names or [prefix + name]:
                found = folded.get(wanted if exact else wanted.lower())
                if found is not None:
                    return found
            return None

        self._fill(given, look)

    @classmethod
    def _options(cls):
        found = {}
        for base in reversed(cls.__mro__):
            if isinstance(base.__dict__.get("model_config"), dict):
                found = {**found, **base.__dict__["model_config"]}
            old = base.__dict__.get("Config")
            if old is not None:
                found = {**found, **{key: value for key, value in old.__dict__.items() if not key.startswith("__")}}
        if found.get("env_nested_delimiter"):
            found["env_nested_delimiter"] = None
        return found

    @staticmethod
    def _from_files(files):
        found = {}
        for path in files if isinstance(files, (list, tuple)) else [files] if files else []:
            if _limbeck.files.is_readable(str(path)) and _limbeck.files.is_file(str(path)):
                found = {**found, **dotenv.dotenv_values(path)}
        return found
