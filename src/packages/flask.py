"""As much of Flask as migrations need: an application's configuration, and how `flask` finds the application."""
import datetime
import os
import re

import _limbeck.files
import _limbeck.host


def _is_known(value):
    return _limbeck.host.opaque_name(value) is None


def _imported(name):
    module, _, attribute = name.replace(":", ".").rpartition(".")
    if not module:
        return _limbeck.host.import_module(name)
    found = _limbeck.host.import_module(module)
    if hasattr(found, attribute):
        return getattr(found, attribute)
    return _limbeck.host.import_module(name.replace(":", "."))


# ---- the configuration ---------------------------------------------------------------------

# What Flask sets itself, in each version since 2.2.
_DEFAULTS = {
    "TESTING": False, "PROPAGATE_EXCEPTIONS": None, "SECRET_KEY": None,
    "PERMANENT_SESSION_LIFETIME": datetime.timedelta(days=31), "USE_X_SENDFILE": False, "SERVER_NAME": None,
    "APPLICATION_ROOT": "/", "SESSION_COOKIE_NAME": "session", "SESSION_COOKIE_DOMAIN": None,
    "SESSION_COOKIE_PATH": None, "SESSION_COOKIE_HTTPONLY": True, "SESSION_COOKIE_SECURE": False,
    "SESSION_COOKIE_SAMESITE": None, "SESSION_REFRESH_EACH_REQUEST": True, "MAX_CONTENT_LENGTH": None,
    "SEND_FILE_MAX_AGE_DEFAULT": None, "TRAP_BAD_REQUEST_ERRORS": None, "TRAP_HTTP_EXCEPTIONS": False,
    "EXPLAIN_TEMPLATE_LOADING": False, "PREFERRED_URL_SCHEME": "http", "TEMPLATES_AUTO_RELOAD": None,
    "MAX_COOKIE_SIZE": 4093}

# What only some versions set.
_OF_SOME_VERSIONS = ("ENV", "JSON_AS_ASCII", "JSON_SORT_KEYS", "JSONIFY_MIMETYPE", "JSONIFY_PRETTYPRINT_REGULAR",
                     "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS", "PROVIDE_AUTOMATIC_OPTIONS", "SECRET_KEY_FALLBACKS",
                     "SESSION_COOKIE_PARTITIONED", "TRUSTED_HOSTS")


class Config(dict):
    """Once it takes something unknown, what it does not hold is unknown too."""

    def __init__(self, root_path=None, defaults=None):
        super().__init__(defaults or {})
        self.root_path = root_path
        self._unknown = None

    def _lacking(self, key):
        return _limbeck.host.opaque(f"{self._unknown}.{key}")

    def __missing__(self, key):
        if key in _OF_SOME_VERSIONS:
            return _limbeck.host.opaque(f"flask.Config.{key}")
        if self._unknown is None:
            raise KeyError(key)
        return self._lacking(key)

    def get(self, key, default=None):
        if key in self or (self._unknown is None and key not in _OF_SOME_VERSIONS):
            return super().get(key, default)
        return self[key]

    def setdefault(self, key, default=None):
        if key in self or (self._unknown is None and key not in _OF_SOME_VERSIONS):
            return super().setdefault(key, default)
        return self[key]

    def _forget(self, source):
        """What the source holds may replace all that is there."""
        self.clear()
        self._unknown = source

    def from_object(self, obj):
        if isinstance(obj, str):
            obj = _imported(obj)
        if not _is_known(obj):
            self._forget(_limbeck.host.opaque_name(obj))
            return
        for key in sorted(set(_limbeck.host.names(obj))):
            if key.isupper():
                self[key] = getattr(obj, key)

    def from_mapping(self, mapping=None, **more):
        if mapping is not None and not _is_known(mapping):
            self._forget(_limbeck.host.opaque_name(mapping))
            return False
        for key, value in {**dict(mapping or {}), **more}.items():
            if key.isupper():
                self[key] = value
        return True

    def update(self, *others, **more):
        for other in others:
            if not _is_known(other):
                self._forget(_limbeck.host.opaque_name(other))
            else:
                super().update(other)
        super().update(more)

    def _path(self, filename):
        return os.path.join(str(self.root_path), str(filename))

    def from_pyfile(self, filename, silent=False):
        if not _is_known(filename) or not _is_known(self.root_path):
            self._forget("flask.Config.from_pyfile()")
            return True
        path = self._path(filename)
        if not os.path.exists(path):
            if silent:
                return False
            raise FileNotFoundError(f"[Errno 2] Unable to load configuration file (No such file or directory): {path!r}")
        if not _limbeck.files.is_readable(path):
            self._forget(path)
            return True
        found, reason = _limbeck.host.attempt(lambda: _limbeck.host.run_file(path))
        if reason is None:
            self.from_object(found)
        else:
            self._forget(path)
            _limbeck.host.note_reason(path, reason)
        return True

    def from_envvar(self, variable_name, silent=False):
        path = os.environ.get(variable_name)
        if not path:
            if silent:
                return False
            raise RuntimeError(f"The environment variable {variable_name!r} is not set")
        return self.from_pyfile(path, silent=silent)

    def from_file(self, filename, load, silent=False, text=True):
        self._forget(self._path(filename))
        return True

    def from_prefixed_env(self, prefix="FLASK", loads=None):
        import json

        for key in sorted(os.environ):
            if not key.startswith(prefix + "_"):
                continue
            value = os.environ[key]
            try:
                value = (loads or json.loads)(value)
            except Exception:
                pass
            place, *below = key[len(prefix) + 1:].split("__")
            if below:
                raise NotImplementedError(f"limbeck does not evaluate ${key}, a part of the configuration of Flask")
            self[place] = value
        return True

    def get_namespace(self, namespace, lowercase=True, trim_namespace=True):
        found = {}
        for key, value in self.items():
            if key.startswith(namespace):
                short = key[len(namespace):] if trim_namespace else key
                found[short.lower() if lowercase else short] = value
        return found


# ---- the application -------------------------------------------------------------------------

_applications = []
_current = []


class _Pushed:
    def __init__(self, app):
        self.app = app

    def push(self):
        _current.append(self.app)

    def pop(self, exc=None):
        _current.pop()

    def __enter__(self):
        self.push()
        return self

    def __exit__(self, type_, value, traceback):
        self.pop()
        return False


class Flask:
    def __init__(self, import_name, static_url_path=None, static_folder="static", static_host=None,
                 host_matching=False, subdomain_matching=False, template_folder="templates", instance_path=None,
                 instance_relative_config=False, root_path=None):
        self.import_name = self.name = import_name
        self.root_path = root_path or self._folder(import_name)
        self.instance_path = instance_path or self._instance(import_name)
        self.config = Config(self.instance_path if instance_relative_config else self.root_path,
                             {"DEBUG": os.environ.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false", "no"),
                              **_DEFAULTS})
        self.extensions = {}
        self._taken = []
        self.debug = self.config["DEBUG"]
        _applications.append(self)

    @staticmethod
    def _folder(import_name):
        if not isinstance(import_name, str):
            return _limbeck.host.opaque("flask.Flask.root_path")
        module = _limbeck.host.loaded(import_name)
        return os.path.dirname(os.path.abspath(module.__file__)) if module is not None else os.getcwd()

    def _instance(self, import_name):
        if not isinstance(self.root_path, str):
            return _limbeck.host.opaque("flask.Flask.instance_path")
        folder = self.root_path
        for part in import_name.split(".")[:-1]:
            folder = os.path.dirname(folder)
        module = _limbeck.host.loaded(import_name)
        if module is not None and os.path.basename(module.__file__) == "__init__.py":
            folder = os.path.dirname(folder)
        return os.path.join(folder, "instance")

    def _distrust(self, reason):
        """What the extensions took from the configuration before a statement was skipped holds."""
        kept = {key: self.config[key] for key in self._taken if key in self.config}
        self.config._forget("flask.current_app.config")
        _limbeck.host.note_reason("flask.current_app.config", reason)
        self.config.update(kept)

    def app_context(self):
        return _Pushed(self)

    def test_request_context(self, *args, **kw):
        return _Pushed(self)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _limbeck.host.opaque(f"flask.Flask.{name}")


class _CurrentApp:
    def _get_current_object(self):
        return _current[-1] if _current else _located()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._get_current_object(), name)

    def __bool__(self):
        return True


current_app = _CurrentApp()


def has_app_context():
    return True


# ---- the search for the application -----------------------------------------------------------


def _uses_dotenv():
    """python-dotenv is what makes `flask` read .env and .flaskenv."""
    for name in sorted(_limbeck.files.names(".")):
        if name in ("pyproject.toml", "uv.lock", "poetry.lock", "Pipfile", "setup.py", "setup.cfg") or (
                name.startswith("requirements") and name.endswith(".txt")):
            if re.search(r"dotenv", open(name).read(), re.I):
                return True
    return any("dotenv" in open(f"requirements/{name}").read() for name in
               (_limbeck.files.names("requirements") if _limbeck.files.is_folder("requirements") else [])
               if name.endswith(".txt"))


def _read_dotenv():
    from dotenv import dotenv_values

    if os.environ.get("FLASK_SKIP_DOTENV", "0").lower() not in ("", "0", "false", "no") or not _uses_dotenv():
        return
    for name in (".env", ".flaskenv"):
        if _limbeck.files.is_file(name):
            for key, value in dotenv_values(name).items():
                if value is not None and key not in os.environ:
                    os.environ[key] = value


def _module_of(path):
    """app/wsgi.py -> app.wsgi, with its folder on sys.path."""
    import sys

    path = os.path.realpath(path)
    if path.endswith(".py"):
        path = path[:-3]
        if os.path.basename(path) == "__init__":
            path = os.path.dirname(path)
    names = []
    while True:
        path, name = os.path.split(path)
        names.insert(0, name)
        if not _limbeck.files.is_file(os.path.join(path, "__init__.py")):
            break
    if path not in sys.path:
        sys.path.insert(0, path)
    return ".".join(names)


def _best_of(module):
    for name in ("app", "application"):
        found = getattr(module, name, None)
        if not _is_known(found) or isinstance(found, Flask):
            return found
    known = [value for value in [getattr(module, name) for name in _limbeck.host.names(module)] if _is_known(value) and isinstance(value, Flask)]
    if len(known) == 1:
        return known[0]
    for name in ("create_app", "make_app"):
        factory = getattr(module, name, None)
        if factory is not None and _is_known(factory):
            return factory()
    return None


def _named(module, name):
    match = re.fullmatch(r"(\w+)(?:\(([^()]*)\))?", name.strip())
    if not match:
        return None
    found = getattr(module, match[1], None)
    if found is None or not _is_known(found) or isinstance(found, Flask):
        return found
    arguments = [part.strip() for part in (match[2] or "").split(",") if part.strip()]
    if any(not re.fullmatch(r"'[^']*'|\"[^\"]*\"", part) for part in arguments):
        return None
    return found(*[part[1:-1] for part in arguments])


def _only_source():
    """Below this folder: the only file that calls Migrate() and has an application, or else the only one that has."""
    from _limbeck import flask_sources

    having = flask_sources.factories()
    both = [path for path in flask_sources.callers() if path in having]
    found = both if len(both) == 1 else having
    return found[0] if len(found) == 1 else None


def _where():
    """(file or module, name in it) as `flask` has them; else the only file here that calls Migrate(), or manage.py."""
    given = os.environ.get("FLASK_APP")
    if given:
        module, name = (re.split(r":(?![\\/])", given, maxsplit=1) + [None])[:2]
        return module, name
    for name in ("wsgi.py", "app.py"):
        if _limbeck.files.is_file(name):
            return name, None
    calling = [name for name in sorted(_limbeck.files.names("."))
               if name.endswith(".py") and re.search(r"\bMigrate\(\s*\w", open(name).read())]
    found = calling[0] if len(calling) == 1 else "manage.py" if _limbeck.files.is_file("manage.py") else None
    if found is None:
        found = _only_source()
    if found:
        _limbeck.host.notice(f"FLASK_APP is not set; the application is taken from {found}")
    return found, None


def _load():
    module, name = _where()
    if module is None:
        return None
    # Flask takes a path or a dotted name.
    dotted = _module_of(module) if "/" in module or module.endswith(".py") else module
    found = _limbeck.host.import_module(dotted)
    return _named(found, name) if name else _best_of(found)


_answer = []


def _has_migrations(app):
    return "migrate" in app.extensions


class _Parts:
    """Where no application could be put together: what its sources pass to Migrate(), and nothing else of it."""

    def __init__(self):
        from _limbeck import flask_sources

        given = flask_sources.arguments()
        unknown = _limbeck.host.opaque("flask.current_app.extensions")
        self.extensions = unknown if given is None else {"migrate": _PartialMigrate(given)}

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _limbeck.host.opaque(f"flask.current_app.{name}")


class _PartialMigrate:
    def __init__(self, given):
        from _limbeck import flask_sources

        self.configure_args = given
        database = flask_sources.database()
        if database is not None:
            self.db = _limbeck.host.opaque(database)
            _limbeck.host.note_reason(database, _limbeck.host.reason("flask.current_app") or "the application is not known")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _limbeck.host.opaque(f"flask.current_app.extensions.{name}")


def _located():
    if _answer:
        return _answer[0]
    _answer.append(_limbeck.host.opaque("flask.current_app"))
    _read_dotenv()
    # A statement that cannot be evaluated is skipped, and may have set anything of the configuration.
    found, reason = _limbeck.host.attempt_in_parts(_load)
    unknown = _limbeck.host.opaque_name(found)
    if found is None or unknown is not None or not isinstance(found, Flask):
        reached = [app for app in _applications if _has_migrations(app)]
        found = reached[0] if len(reached) == 1 else None
    if found is not None:
        if reason is not None:
            found._distrust(reason)
        if not _has_migrations(found):
            found.extensions = _Parts().extensions if _limbeck.host.opaque_name(_Parts().extensions) else {
                **found.extensions, **_Parts().extensions}
        _answer[0] = found
        return found
    if reason is None and unknown is not None:
        reason = _limbeck.host.reason(unknown) or f"it comes from {unknown!r}, which limbeck does not know"
    if reason is None:
        reason = "no application was found: set FLASK_APP as for the flask command"
    _limbeck.host.note_reason("flask.current_app", reason)
    _limbeck.host.unseen("flask.current_app", f"the Flask application could not be put together: {reason}")
    _answer[0] = _Parts()
    return _answer[0]
