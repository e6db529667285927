"""Settings: what is given first, then the environment, then .env files, then the defaults."""
import os

import _limbeck.files
import _limbeck.host
import dotenv
import pydantic


def SettingsConfigDict(**kw):
    return kw


class NoDecode:
    """In Annotated[...]: the text of the environment is no JSON."""


class _Source:
    def __init__(self, name):
        self.name = name


class DotEnvSettingsSource(_Source):
    """One that settings_customise_sources() makes itself."""

    def __init__(self, settings_cls, env_file=None, env_file_encoding=None, case_sensitive=None, env_prefix=None,
                 env_nested_delimiter=None, env_ignore_empty=None, **kw):
        super().__init__(self)
        given = {"env_file": env_file, "case_sensitive": case_sensitive, "env_prefix": env_prefix,
                 "env_nested_delimiter": env_nested_delimiter, "env_ignore_empty": env_ignore_empty}
        self.options = {name: value for name, value in given.items() if value is not None}

    def variables(self, options):
        options = {**options, **self.options}
        return _variables_of(options)


class EnvSettingsSource(_Source):
    def __init__(self, settings_cls, case_sensitive=None, env_prefix=None, env_nested_delimiter=None,
                 env_ignore_empty=None, **kw):
        super().__init__(self)
        given = {"case_sensitive": case_sensitive, "env_prefix": env_prefix,
                 "env_nested_delimiter": env_nested_delimiter, "env_ignore_empty": env_ignore_empty}
        self.options = {name: value for name, value in given.items() if value is not None}

    def variables(self, options):
        return _Variables(dict(os.environ), {**options, **self.options})


_SOURCES = {name: _Source(name) for name in ("init", "env", "dotenv", "secrets")}


def _merged(above, below):
    """Of two dictionaries what stands above, and in dictionaries inside them, too."""
    found = {**below, **above}
    for key, value in found.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            found[key] = _merged(value, below[key])
    return found


class _Variables:
    """The environment, or a .env file, as one source of settings."""

    def __init__(self, values, options):
        self.is_exact = options.get("case_sensitive", False)
        self.prefix = options.get("env_prefix", "")
        self.delimiter = options.get("env_nested_delimiter")
        self.most = options.get("env_nested_max_split")
        skips_empty = options.get("env_ignore_empty", False)
        self.values = {self._folded(name): value for name, value in values.items()
                       if value is not None and not (skips_empty and value == "")}

    def _folded(self, name):
        return name if self.is_exact else name.lower()

    def _nested(self, name):
        """A__B__C=x as {"B": {"C": "x"}}"""
        found = {}
        start = self._folded(self.prefix + name + self.delimiter)
        for key, value in self.values.items():
            if not key.startswith(start) or key == start:
                continue
            rest = key[len(start):]
            parts = rest.split(self.delimiter) if self.most is None else rest.split(self.delimiter, self.most - 1)
            made = value
            for part in parts[::-1]:
                made = {part: made}
            found = _merged(made, found)
        return found

    def look(self, name, info, annotation):
        """(the value, whether it is a text); None: it is not there."""
        value = None
        for wanted in info.names or [self.prefix + name]:
            value = self.values.get(self._folded(wanted)) if value is None else value
        nested = self._nested(name) if self.delimiter else {}
        if not nested or not self._takes_parts(annotation):
            return None if value is None else (value, True)
        whole = {} if value is None else pydantic._decoded(annotation, [], value)
        return _merged(nested, whole if isinstance(whole, dict) else {}), False

    @staticmethod
    def _takes_parts(annotation):
        if any(isinstance(choice, pydantic._Foreign) for choice in pydantic._alternatives(annotation)):
            raise NotImplementedError("settings in parts for a field whose type limbeck does not know")
        return any(pydantic._is_model(choice) or pydantic._collection(choice) is dict
                   for choice in pydantic._alternatives(annotation))


def _variables_of(options):
    """Of the .env files; None: one of them is outside of what limbeck may read."""
    files, found = options.get("env_file"), {}
    for path in files if isinstance(files, (list, tuple)) else [files] if files else []:
        if not _limbeck.files.is_readable(str(path)):
            _limbeck.host.notice(f"settings may also be in {str(path)!r}, which limbeck does not read")
            return None
        if _limbeck.files.is_file(str(path)):
            found = {**found, **dotenv.dotenv_values(path)}
    return _Variables(found, options)


class BaseSettings(pydantic.BaseModel):
    _validates_defaults = True

    def __init__(self, **given):
        options = self._options()
        own = {name: value for name, value in given.items() if name.startswith("_") and value is not None}
        options = {**options, **{name[1:]: value for name, value in own.items()}}
        given = {name: value for name, value in given.items() if not name.startswith("_")}
        there = {"env": _Variables(dict(os.environ), options), "dotenv": _variables_of(options)}
        order = self._order(options)
        there.update({source: source.variables(options) for source in order if isinstance(source, _Source)})
        if given and order[:1] != ["init"]:
            raise NotImplementedError(f"{type(self).__name__}: the sources of its settings are not in the usual order")

        def look(name, info, annotation):
            found = None
            for source in order:
                if source == "init" or source == "secrets" and not options.get("secrets_dir"):
                    continue
                if there.get(source) is None:
                    return found or (_limbeck.host.opaque(f"{type(self).__name__}.{name}"), False)
                also = there[source].look(name, info, annotation)
                if found is None or also is None:
                    found = found or also
                elif isinstance(found[0], dict) and isinstance(also[0], dict):
                    found = _merged(found[0], also[0]), False
            return found

        self._fill(given, look)

    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings,
                                   file_secret_settings):
        return init_settings, env_settings, dotenv_settings, file_secret_settings

    @classmethod
    def _order(cls, options):
        """Where settings come from, in which order; None: from something unknown, such as a file of another kind."""
        named = {"init_settings": _SOURCES["init"], "env_settings": _SOURCES["env"],
                 "dotenv_settings": _SOURCES["dotenv"], "file_secret_settings": _SOURCES["secrets"]}
        if options.get("customise_sources"):
            return [None]
        found = cls.settings_customise_sources(cls, **named)
        if _limbeck.host.opaque_name(found) is not None:
            return [None]
        return [source.name if isinstance(source, _Source) else None for source in map(_known_source, found)]

class OldSettings(BaseSettings):
    """Of pydantic 1, where an Optional field without a default is None."""
    _is_old = True


def _known_source(source):
    return source if _limbeck.host.opaque_name(source) is None else None
