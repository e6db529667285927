"""Flask-SQLAlchemy: models with names of their own for tables, and engines from the application's configuration."""
import re

import _limbeck.files
import _limbeck.host
import sqlalchemy
import sqlalchemy.orm
from flask import _is_known, current_app
from sqlalchemy import MetaData

# SQLALCHEMY_ENGINE_OPTIONS = {...}, config["SQLALCHEMY_ENGINE_OPTIONS"] = {...}, "SQLALCHEMY_ENGINE_OPTIONS": {...}
_LITERAL_OPTIONS = r"ENGINE_OPTIONS[\"']?\]?\s*(?::[^={}\n]*=|[=:])\s*(\{(?:[^{}*]|\*(?!\*))*\})"
_POOL_OPTION = "pool_\\w+|max_overflow|echo|echo_pool"


def _snake(name):
    name = re.sub(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))", r"_\1", name)
    return name.lower().lstrip("_")


def _has_primary_key(cls):
    return any(_is_known(value) and isinstance(value, sqlalchemy.Column) and value.primary_key
               for base in cls.__mro__ for value in base.__dict__.values())


class Model:
    query_class = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.__dict__.get("__abstract__"):
            return
        bind = getattr(cls, "__bind_key__", None)
        if bind is not None and hasattr(cls, "_flask_db"):
            cls.metadata = cls._flask_db._metadata_of(bind)
        if "__tablename__" not in cls.__dict__ and "__table__" not in cls.__dict__ and cls._names_itself():
            cls.__tablename__ = _snake(cls.__name__)

    @classmethod
    def _names_itself(cls):
        if any("__tablename__" in base.__dict__ for base in cls.__mro__[1:]):
            return False
        return _has_primary_key(cls)


class SQLAlchemy:
    def __init__(self, app=None, *, metadata=None, session_options=None, query_class=None, model_class=Model,
                 engine_options=None, add_models_to_shell=True, disable_autonaming=False, **more):
        if more:
            raise NotImplementedError(f"limbeck does not evaluate SQLAlchemy({', '.join(sorted(more))}=...)")
        if not _is_known(metadata):
            raise NotImplementedError(f"limbeck does not know {_limbeck.host.opaque_name(metadata)!r}, the metadata "
                                      "of SQLAlchemy()")
        own = None if model_class is Model else getattr(model_class, "metadata", None)
        self.metadatas = {None: metadata if metadata is not None else own if own is not None else MetaData()}
        self.Model = self._model(model_class, disable_autonaming)
        self.Model._flask_db = self
        if app is not None:
            self.init_app(app)

    def _model(self, model_class, disable_autonaming):
        if not _is_known(model_class):
            return model_class
        if any(base.__name__ in ("DeclarativeBase", "DeclarativeBaseNoMeta") for base in model_class.__mro__):
            if disable_autonaming:
                return model_class

            class FlaskModel(Model, model_class):
                __abstract__ = True
                metadata = self.metadatas[None]

            return FlaskModel
        if disable_autonaming:
            raise NotImplementedError("limbeck does not evaluate SQLAlchemy(disable_autonaming=True)")
        return sqlalchemy.orm.declarative_base(metadata=self.metadatas[None], cls=model_class, name="Model")

    def _metadata_of(self, bind_key):
        if bind_key not in self.metadatas:
            default = self.metadatas[None]
            self.metadatas[bind_key] = MetaData(naming_convention=default.naming_convention)
        return self.metadatas[bind_key]

    @property
    def metadata(self):
        return self.metadatas[None]

    def init_app(self, app):
        app.extensions["sqlalchemy"] = self
        if _limbeck.host.skipped() is None:
            app._taken = ["SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_BINDS", "SQLALCHEMY_ENGINE_OPTIONS"]

    def Table(self, name, *args, bind_key=None, **kwargs):
        if args and isinstance(args[0], MetaData):
            return sqlalchemy.Table(name, *args, **kwargs)
        return sqlalchemy.Table(name, self._metadata_of(bind_key), *args, **kwargs)

    # ---- engines: those of the application that env.py runs in -------------------------------

    def _url(self, bind_key=None):
        config = current_app.config
        if not _is_known(config):
            return config
        if bind_key is None:
            url = config.get("SQLALCHEMY_DATABASE_URI")
        else:
            binds = config.get("SQLALCHEMY_BINDS")
            url = binds[bind_key] if _is_known(binds) and binds else binds
            if _is_known(url) and isinstance(url, dict):
                url = url.get("url")
        if url is None:
            raise RuntimeError("Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set.")
        if _is_known(url) and re.match(r"sqlite(\+\w+)?:///(?!/|:|$)", str(url)):
            # It is relative to the folder `instance` in 3.0, and to that of the application in 2.x.
            return _limbeck.host.opaque("the folder of a relative SQLite path in SQLALCHEMY_DATABASE_URI")
        return url

    def get_engine(self, bind_key=None, bind=None, app=None, **more):
        return sqlalchemy.create_engine(self._url(bind_key if bind_key is not None else bind), **self._options())

    def _options(self):
        config = current_app.config
        options = config.get("SQLALCHEMY_ENGINE_OPTIONS") if _is_known(config) else config
        if not _is_known(options):
            return self._unknown_options(options)
        return dict(options or {})

    @staticmethod
    def _unknown_options(options):
        """No option where each mention in the sources is a literal of pool options, or there is none; else refused."""
        for path in _limbeck.files.sources_with("ENGINE_OPTIONS"):
            with open(path) as file:
                text = file.read()
            literals = [match[1] for match in re.finditer(_LITERAL_OPTIONS, text)]
            keys = [key for literal in literals for key in re.findall(r"[\"'](\w+)[\"']\s*:", literal)]
            is_plain = len(literals) == text.count("ENGINE_OPTIONS") and not any(
                re.search(r"[{,]\s*[A-Za-z_]\w*\s*:", literal) for literal in literals)
            if not is_plain or not all(re.fullmatch(_POOL_OPTION, key) for key in keys):
                return {"connect_args": options}
        return {}

    @property
    def engine(self):
        return self.get_engine()

    @property
    def engines(self):
        binds = current_app.config.get("SQLALCHEMY_BINDS") or {}
        return {key: self.get_engine(key) for key in [None, *binds]}

    def create_all(self, *args, **kw):
        raise NotImplementedError("limbeck does not create the tables of an application: create_all()")

    drop_all = reflect = create_all

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("session", "Query"):
            return _limbeck.host.opaque(f"flask_sqlalchemy.SQLAlchemy.{name}")
        for module in (sqlalchemy, sqlalchemy.orm):
            found = getattr(module, name, None)
            if found is not None and _is_known(found):
                return found
        return _limbeck.host.opaque(f"flask_sqlalchemy.SQLAlchemy.{name}")
