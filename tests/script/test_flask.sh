#!/bin/sh
# Flask-Migrate's layout, run from where the application is: the URL, the options and the models are the
# application's, as the flask command finds it. What Flask 3.1, Flask-SQLAlchemy 3.1 and Flask-Migrate 4.1 do.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH FLASK_APP DATABASE_URL
mkdir -p "$work/p/migrations/versions" "$work/p/shop" "$work/p/instance" && cd "$work/p" || exit 1
printf '[alembic]\n# file_template = %%%%(rev)s\n' >migrations/alembic.ini
printf 'Flask-Migrate\npython-dotenv\n' >requirements.txt
cp "$root/src/project/templates/script.py.mako" migrations/
cat >migrations/env.py <<'X'
from alembic import context
from flask import current_app
config = context.config
def get_engine():
    try:
        return current_app.extensions["migrate"].db.get_engine()
    except (TypeError, AttributeError):
        return current_app.extensions["migrate"].db.engine
def get_engine_url():
    try:
        return get_engine().url.render_as_string(hide_password=False).replace("%", "%%")
    except AttributeError:
        return str(get_engine().url).replace("%", "%%")
config.set_main_option("sqlalchemy.url", get_engine_url())
target_db = current_app.extensions["migrate"].db
def get_metadata():
    if hasattr(target_db, "metadatas"):
        return target_db.metadatas[None]
    return target_db.metadata
def run_migrations_online():
    conf_args = current_app.extensions["migrate"].configure_args
    connectable = get_engine()
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=get_metadata(), **conf_args)
        with context.begin_transaction():
            context.run_migrations()
if context.is_offline_mode():
    context.configure(url=config.get_main_option("sqlalchemy.url"), target_metadata=get_metadata(), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    run_migrations_online()
X
cat >shop/__init__.py <<'X'
from flask import Blueprint, Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
db = SQLAlchemy(metadata=MetaData(naming_convention={"pk": "pk_%(table_name)s"}))
migrate = Migrate()
login = LoginManager()
bp = Blueprint("shop", __name__)
@bp.route("/")
def index():
    return "hello"
def create_app(config=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_object("settings.Config")
    app.config.from_pyfile("local.py", silent=True)
    app.config.from_mapping(config or {}, NAME="shop")
    assert app.config["SERVER_NAME"] is None and app.config["PERMANENT_SESSION_LIFETIME"].days == 31
    app.config["PAGES"] = {"sorted": app.config["JSON_SORT_KEYS"], "name": app.config.get("ENV", "none")}
    db.init_app(app)
    migrate.init_app(app, db, version_table="shop_version")
    login.init_app(app)
    app.register_blueprint(bp)
    with app.app_context():
        from shop import models
    return app
X
cat >shop/models.py <<'X'
from . import db
class TaxiOrder(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    note = db.Column(db.String(20), nullable=False)
class HTTPCall(db.Model):
    __tablename__ = "calls"
    id = db.Column(db.Integer, primary_key=True)
X
cat >settings.py <<'X'
import os
folder = os.path.abspath(os.path.dirname(__file__))
class Base:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL") or "sqlite:///" + os.path.join(folder, "default.db")
class Config(Base):
    SECRET_KEY = "x"
X
printf 'from shop import create_app\napp = create_app()\n' >serve.py
database_is() { # database_is NAME WANTED
    got=$("$limbeck" current -v 2>"$work/errors" | sed -n 's/^Current revision(s) for \(.*\):$/\1/p')
    [ "$got" = "$2" ] || { echo "# got '$got'"; sed 's/^/# /' "$work/errors"; }
    check "$1" "$([ "$got" = "$2" ]; echo $?)"
}
refused() { # refused NAME PATTERN
    "$limbeck" current >"$work/out" 2>"$work/errors"
    status=$?
    grep -q -- "$2" "$work/errors" || sed 's/^/# /' "$work/errors"
    check "$1" "$([ "$status" = 3 ] && grep -q -- "$2" "$work/errors"; echo $?)"
}
database_is "without FLASK_APP the only file with a factory" "sqlite:///$PWD/default.db"
check "which a notice says" "$(grep -q 'FLASK_APP is not set; the application is taken from shop/__init__.py' "$work/errors"; echo $?)"
mkdir other && printf 'm = Migrate()\ndef create_app():\n    pass\n' >other/__init__.py
refused "of two none is taken" "set FLASK_APP as for the flask command"
"$limbeck" --url "sqlite:////tmp/given.db" current >"$work/out" 2>&1
check "with --url what the sources pass to Migrate() is enough" "$?"
sed -i 's/version_table="shop_version"/version_table=NAME/' shop/__init__.py
"$limbeck" --url "sqlite:////tmp/given.db" current >"$work/out" 2>&1
says "unless a version table is no literal" "'version_table' of configure() is 'flask_migrate.Migrate(version_table=NAME)'"
sed -i 's/version_table=NAME/version_table="shop_version"/' shop/__init__.py
rm -r other
printf 'FLASK_APP=serve.py\nDATABASE_URL=sqlite:////tmp/flaskenv.db\n' >.flaskenv
database_is ".flaskenv names it, and is the environment" "sqlite:////tmp/flaskenv.db"
DATABASE_URL=sqlite:////tmp/own.db database_is "what is set already stays" "sqlite:////tmp/own.db"
printf 'Flask-Migrate\n' >requirements.txt
database_is "without python-dotenv nobody reads .flaskenv" "sqlite:///$PWD/default.db"
rm .flaskenv
export FLASK_APP=shop
database_is "FLASK_APP, and a factory" "sqlite:///$PWD/default.db"
FLASK_APP="shop:create_app()" database_is "a call of one" "sqlite:///$PWD/default.db"
FLASK_APP=serve:app database_is "a module and a name" "sqlite:///$PWD/default.db"
printf 'SQLALCHEMY_DATABASE_URI = "sqlite:////tmp/instance.db"\nlower = 1\n' >instance/local.py
database_is "a file of the instance folder" "sqlite:////tmp/instance.db"
printf 'SQLALCHEMY_DATABASE_URI = "sqlite:///relative.db"\n' >instance/local.py
refused "a relative SQLite path has two meanings" "relative SQLite path"
printf 'import elsewhere\nSQLALCHEMY_DATABASE_URI = elsewhere.url + 1\n' >instance/local.py
refused "what limbeck cannot evaluate of it is no other database" "database URL"
rm instance/local.py
unset FLASK_APP
mv serve.py wsgi.py
database_is "wsgi.py, as flask looks for it" "sqlite:///$PWD/default.db"
"$limbeck" revision --autogenerate -m first --rev-id a1 >"$work/out" 2>&1
cat migrations/versions/a1_first.py >>"$work/out" 2>/dev/null
says "a model without __tablename__ has one" "op.create_table('taxi_order'"
says "the convention of its MetaData" "op.f('pk_taxi_order')"
"$limbeck" upgrade head >"$work/out" 2>&1
check "the options of Migrate.init_app()" "$([ "$(sqlite3 default.db "SELECT version_num FROM shop_version")" = a1 ]; echo $?)"
"$limbeck" check >"$work/out" 2>&1
check "and nothing is left" "$?"
mv wsgi.py manage.py
"$limbeck" current >"$work/out" 2>&1
says "manage.py, with a notice" "FLASK_APP is not set; the application is taken from manage.py"
mv manage.py wsgi.py
sed -i 's/    login.init_app(app)/    if login.is_wanted: login.init_app(app)/' shop/__init__.py
database_is "a factory that stops after the extensions have what they need" "sqlite:///$PWD/default.db"
sed -i 's/    app.register_blueprint(bp)/    for _ in login.views: app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////tmp\/other.db"/' shop/__init__.py
database_is "what is skipped later changes no engine that is there" "sqlite:///$PWD/default.db"
sed -i 's/^    app.config.from_object.*/&\n    for key in login.keys: app.config[key] = None/' shop/__init__.py
refused "a statement that is skipped may have set the URL" "iterating over 'flask_login.LoginManager().keys'"
"$limbeck" --url "sqlite:////tmp/given.db" current >"$work/out" 2>&1
check "with --url it does not matter" "$?"
sed -i '/login.keys/d' shop/__init__.py
sed -i 's/    db.init_app(app)/    if login.is_wanted: db.init_app(app)/' shop/__init__.py
refused "before, nothing is known" "the truth of 'flask_login.LoginManager().is_wanted'"
sed -i 's/    db.init_app(app)/    for _ in login.views: app.config["X"] = 1\n    db.init_app(app)/' shop/__init__.py
options_are() { # options_are NAME STATUS LINE: a line of a source that names SQLALCHEMY_ENGINE_OPTIONS
    printf '%s\n' "$3" >options.py
    "$limbeck" --url "sqlite:////tmp/given.db" current >"$work/out" 2>&1
    status=$?
    [ "$status" = "$2" ] || sed 's/^/# /' "$work/out"
    check "$1" "$([ "$status" = "$2" ]; echo $?)"
}
options_are "engine options that only tune the pool" 0 'SQLALCHEMY_ENGINE_OPTIONS = {"pool_pre_ping": True, "pool_size": int("5")}'
options_are "other options may decide where tables are" 3 'SQLALCHEMY_ENGINE_OPTIONS = {"execution_options": OPTIONS}'
options_are "options with a name for a key are unknown" 3 'SQLALCHEMY_ENGINE_OPTIONS = {NAME: 1}'
options_are "options that are added to are unknown" 3 'app.config["SQLALCHEMY_ENGINE_OPTIONS"].update(more)'
says "the refusal names them" "SQLALCHEMY_ENGINE_OPTIONS\|connect_args"
# ---- before 4.0 Flask-Migrate passed no options of its own ----------------------------------------------
for pin in "Flask-Migrate==2.7.0:['version_table']" "flask_migrate[x] >= 3.1:['version_table']" "Flask-Migrate==4.1.0:['compare_type', 'render_as_batch', 'version_table']"; do
    printf '%s\n' "${pin%%:*}" >requirements.txt
    sed '/^config = /i raise RuntimeError(repr(sorted(current_app.extensions["migrate"].configure_args)))' migrations/env.py >migrations/told.py
    cp migrations/env.py kept.py && cp migrations/told.py migrations/env.py
    "$limbeck" current >"$work/out" 2>&1
    cp kept.py migrations/env.py
    grep -qF "RuntimeError: ${pin#*:}" "$work/out" || sed 's/^/# /' "$work/out"
    check "the options of ${pin%%:*}" "$(grep -qF "RuntimeError: ${pin#*:}" "$work/out"; echo $?)"
done
finish
