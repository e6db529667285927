"""Flask-Migrate, for env.py: what the application passed to Migrate()."""
from _limbeck import pins


def _is_old():
    """Before 4.0 it passed no options of its own to configure()."""
    release = pins.release("flask-migrate")
    return release is not None and release < (4,)


class _MigrateConfig:
    def __init__(self, migrate, db, **kwargs):
        self.migrate = migrate
        self.db = db
        self.directory = migrate.directory
        self.configure_args = kwargs

    @property
    def metadata(self):
        return self.db.metadata


class Migrate:
    def __init__(self, app=None, db=None, directory="migrations", command="db", compare_type=None,
                 render_as_batch=None, **kwargs):
        self.db = db
        self.command = command
        self.directory = directory
        self.configure_callbacks = []
        own = {} if _is_old() else {"compare_type": True, "render_as_batch": True}
        given = {"compare_type": compare_type, "render_as_batch": render_as_batch}
        self.alembic_ctx_kwargs = {**kwargs, **own, **{name: value for name, value in given.items() if value is not None}}
        if app is not None and db is not None:
            self.init_app(app, db, directory)

    def init_app(self, app, db=None, directory=None, command=None, compare_type=None, render_as_batch=None, **kwargs):
        self.db = self.db if db is None else db
        self.directory = directory or self.directory
        self.alembic_ctx_kwargs.update(kwargs)
        for name, value in (("compare_type", compare_type), ("render_as_batch", render_as_batch)):
            if value is not None:
                self.alembic_ctx_kwargs[name] = value
        app.extensions["migrate"] = _MigrateConfig(self, self.db, **self.alembic_ctx_kwargs)

    def configure(self, function):
        """It changes the configuration before env.py sees it."""
        raise NotImplementedError("limbeck does not evaluate a function that Migrate.configure takes")
