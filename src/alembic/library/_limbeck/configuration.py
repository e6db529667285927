"""Methods of alembic.config.Config that only read its options."""
import re

_SEPARATORS = {"space": " ", "newline": "\n", "os": ":", ":": ":", ";": ";"}


def _separator(config, *names):
    for name in names:
        given = config.get_main_option(name)
        if given is not None:
            if given not in _SEPARATORS:
                raise ValueError(f"'{given}' is not a valid value for {name}; expected 'space', 'newline', 'os', ':', ';'")
            return _SEPARATORS[given]
    return None


def _listed(config, name, legacy, *separators):
    given = config.get_main_option(name)
    if not given:
        if config.get_alembic_option(name) is not None:
            raise NotImplementedError(f"{name} of pyproject.toml, as a list")
        return None
    separator = _separator(config, *separators)
    if separator is None:
        return re.split(legacy, given)
    return [part.strip() for part in given.split(separator) if part]


def get_version_locations_list(config):
    return _listed(config, "version_locations", r", *|(?: +)", "path_separator", "version_path_separator")


def get_prepend_sys_paths_list(config):
    return _listed(config, "prepend_sys_path", r", *|(?: +)|\:", "path_separator")
