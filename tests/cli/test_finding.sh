#!/bin/sh
# Where the project is, and where the modules of its application are.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH ALEMBIC_CONFIG
export HOME="$work/home"
project() { # project FOLDER [LINES OF THE INI]: env.py and one revision in FOLDER
    mkdir -p "$1/versions"
    printf 'from alembic import context\nfrom fleet.config import url\ncontext.configure(url=url)\n' >"$1/env.py"
    printf 'revision = "a1"\ndown_revision = None\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n' >"$1/versions/a.py"
}
application() { # application FOLDER NAME
    mkdir -p "$1/fleet"
    touch "$1/fleet/__init__.py"
    printf 'url = "sqlite:///%s.db"\n' "$2" >"$1/fleet/config.py"
}
heads() { # heads NAME FOLDER [PATTERN]: from FOLDER, with PATTERN among the messages
    name=$1
    (cd "$2" && "$limbeck" heads) >"$work/out" 2>"$work/errors"
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/errors"
    check "$name" "$([ "$status" = 0 ] && grep -q "^a1" "$work/out" && grep -q -- "${3:-}" "$work/errors" "$work/out"; echo $?)"
}
database_is() { # database_is NAME FOLDER WANTED WORDS...
    name=$1 folder=$2 wanted=$3
    shift 3
    got=$(cd "$folder" && "$limbeck" "$@" current -v 2>"$work/errors" | sed -n 's/^Current revision(s) for \(.*\):$/\1/p')
    [ "$got" = "$wanted" ] || { echo "# got '$got'"; sed 's/^/# /' "$work/errors"; }
    check "$name" "$([ "$got" = "$wanted" ]; echo $?)"
}

# ---- the ini -----------------------------------------------------------------------------
mkdir -p "$work/one/.git" "$work/one/web/pages" "$work/one/node_modules/x/alembic"
project "$work/one/backend/alembic"
printf '[alembic]\nscript_location = alembic\n' >"$work/one/backend/alembic.ini"
printf '[alembic]\nscript_location = .\n' >"$work/one/node_modules/x/alembic.ini"
heads "below the folder" "$work/one" "using .*one/backend/alembic.ini"
heads "above it" "$work/one/backend/alembic/versions" "using .*one/backend/alembic.ini"
heads "elsewhere in the checkout" "$work/one/web/pages" "using .*one/backend/alembic.ini"
heads "in it: nothing is said" "$work/one/backend"
check "no notice" "$([ ! -s "$work/errors" ]; echo $?)"
project "$work/one/other/alembic"
printf '[alembic]\nscript_location = %%(here)s/alembic\n' >"$work/one/other/alembic.ini"
(cd "$work/one" && "$limbeck" heads) >"$work/out" 2>&1
check "several are named, and none is chosen" "$([ $? = 2 ] && grep -q "below '.*one' there are several: backend/alembic.ini, other/alembic.ini" "$work/out"; echo $?)"
printf '[alembic]\nscript_location = {folder}\n' >"$work/one/other/alembic.ini"
heads "one that leads to no env.py is a template" "$work/one" "using .*one/backend/alembic.ini"

# Flask-Migrate's: no script_location, and run from where the application is.
project "$work/flask/migrations"
application "$work/flask" flask
printf '[alembic]\n# template used to generate migration files\n' >"$work/flask/migrations/alembic.ini"
heads "migrations/alembic.ini without script_location" "$work/flask" "using .*flask/migrations/alembic.ini"
heads "the same, from its folder" "$work/flask/migrations"
database_is "the application beside migrations/" "$work/flask" sqlite:///flask.db

# ---- script_location in a package --------------------------------------------------------
application "$work/colons" colons
mkdir -p "$work/colons/fleet/db"
project "$work/colons/fleet/db/migrations"
printf '[alembic]\nscript_location = fleet:db:migrations\n' >"$work/colons/alembic.ini"
heads "package:folder:folder" "$work/colons"
printf '[alembic]\nscript_location = fleet.db:migrations\n' >"$work/colons/alembic.ini"
heads "package.package:folder" "$work/colons"
mkdir "$work/colons/src" && mv "$work/colons/fleet" "$work/colons/src/"
heads "in src/" "$work/colons"
database_is "and the application there" "$work/colons" sqlite:///colons.db

# ---- modules -----------------------------------------------------------------------------
root=$work/modules
project "$root/db/migrations"
application "$root" modules
printf '[alembic]\nscript_location = db/migrations\n' >"$root/alembic.ini"
database_is "beside the ini, without prepend_sys_path" "$root" sqlite:///modules.db
application "$work/lib" lib
PYTHONPATH="$work/lib" database_is "PYTHONPATH comes first, as for Python" "$root" sqlite:///lib.db
printf '[alembic]\nscript_location = db/migrations\nprepend_sys_path = .\n' >"$root/alembic.ini"
PYTHONPATH="$work/lib" database_is "and prepend_sys_path before it" "$root" sqlite:///modules.db
printf '[alembic]\nscript_location = db/migrations\n' >"$root/alembic.ini"
application "$root/parts/second" second
sed -i '1i import os, sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).resolve().parents[2] / "parts" / "second"))\nassert os.path.dirname(__file__) not in sys.path' "$root/db/migrations/env.py"
database_is "sys.path as env.py changes it" "$root" sqlite:///second.db
rm -rf "$root/fleet"
mkdir -p "$root/fleet/data"
database_is "a folder of data is no package" "$root" sqlite:///second.db
application "$work/outside" outside
sed -i "3s#.*#sys.path.insert(0, '$work/outside')#" "$root/db/migrations/env.py"
rm -rf "$root/fleet" "$root/parts"
(cd "$root" && "$limbeck" current) >"$work/out" 2>&1
check "but nothing outside the project is read" "$([ $? = 3 ] && grep -q "fleet.config.url" "$work/out"; echo $?)"
application "$root" own
sed -i '3d' "$root/db/migrations/env.py"
sed -i '3i assert "fleet" not in sys.modules and "os" in sys.modules\nassert sys.platform in ("linux", "darwin") and sys.version_info >= (3, 8)\nassert not getattr(sys, "frozen", False)' "$root/db/migrations/env.py"
database_is "sys.modules, sys.platform, sys.version_info" "$root" sqlite:///own.db

# ---- settings above the project ------------------------------------------------------------
root=$work/mono/backend
project "$root/m"
mkdir -p "$root/fleet" && touch "$root/fleet/__init__.py"
printf 'from pydantic_settings import BaseSettings, SettingsConfigDict\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_file="../.env")\n    url: str\nurl = Settings().url\n' >"$root/fleet/config.py"
printf '[alembic]\nscript_location = m\n' >"$root/alembic.ini"
printf 'URL=sqlite:///above.db\n' >"$work/mono/.env"
database_is ".env above the project" "$root" sqlite:///above.db

# ---- script_location that is to be filled in, of a container, or of another folder ----------------
bare() { # bare FOLDER: env.py that needs no application
    project "$1"
    printf 'from alembic import context\ncontext.configure(url="sqlite:///%s.db")\n' "$(basename "$1")" >"$1/env.py"
}
mkdir -p "$work/hub/.git" "$work/hub/hub"
bare "$work/hub/hub/alembic"
printf '[alembic]\nscript_location = {alembic_dir}\nsqlalchemy.url = {db_url}\n' >"$work/hub/hub/alembic.ini"
heads "a template's ini, from its folder" "$work/hub/hub" "script_location '{alembic_dir}' does not exist; using .*hub/hub/alembic"
heads "and from above" "$work/hub" "script_location '{alembic_dir}' does not exist; using .*hub/hub/alembic"
bare "$work/hub/hub/second"
(cd "$work/hub/hub" && "$limbeck" heads) >"$work/out" 2>&1
check "two folders that it could mean: none is chosen" "$([ $? = 2 ] && grep -q "Path doesn't exist: .*{alembic_dir}" "$work/out"; echo $?)"
mkdir -p "$work/docker/.git"
bare "$work/docker/migrations"
printf '[alembic]\nscript_location = /usr/src/app/migrations\n' >"$work/docker/migrations/alembic.ini"
heads "a container's folder" "$work/docker" "script_location '/usr/src/app/migrations' does not exist; using .*docker/migrations"
mkdir -p "$work/ours/.git" "$work/ours/bare"
bare "$work/ours/app/db/migrations"
printf '[alembic]\nscript_location = migrations\n' >"$work/ours/app/db/migrations/alembic.ini"
heads "a folder where the application's command runs" "$work/ours" "script_location 'migrations' does not exist; using .*ours/app/db/migrations"
printf '[alembic]\nscript_location = .\n' >"$work/ours/app/db/migrations/alembic.ini"
(cd "$work/ours/bare" && "$limbeck" -c ../app/db/migrations/alembic.ini heads) >"$work/out" 2>&1
says "and the folder itself" "script_location '.' has no env.py; using .*ours/app/db/migrations"
printf '[alembic]\nscript_location = migration\n' >"$work/docker/alembic.ini"
(cd "$work/docker" && "$limbeck" heads) >"$work/out" 2>&1
check "a wrong name is not put right" "$([ $? = 2 ] && grep -q "Path doesn't exist: .*docker/migration\." "$work/out"; echo $?)"
mkdir -p "$work/upper/.git" "$work/upper/app/db"
bare "$work/upper/app/db/migrations"
printf '[alembic]\nscript_location = app/db/migrations\n' >"$work/upper/app/alembic.ini"
heads "an ini that is used from above, from its own folder" "$work/upper/app" "using .*upper/app/alembic.ini"
database_is "whose relative paths start above" "$work/upper/app" sqlite:///migrations.db

# ---- no ini: a program makes its own Config() -------------------------------------------------------
mkdir -p "$work/own/.git" "$work/own/store"
project "$work/own/store/migrations"
cat >"$work/own/store/migrations/env.py" <<'X'
from alembic import context
from sqlalchemy import create_engine
config = context.config
if config.config_file_name is not None:
    raise ValueError("there is no file")
options = config.get_section(config.config_ini_section)
assert options["label"] == "boats" and config.get_main_option("label") == "boats" and config.get_main_option("no", "x") == "x"
with create_engine(options.pop("url")).connect() as connection:
    context.configure(connection=connection, version_table=options["table"])
    with context.begin_transaction():
        context.run_migrations()
X
cat >"$work/own/store/db.py" <<'X'
import alembic.config
def configure(settings):
    made = alembic.config.Config()
    made.set_main_option("script_location", "store:migrations")
    made.set_main_option("label", "boats")
    made.set_main_option("table", 'revisions')
    made.set_main_option("url", settings["database.url"])
    return made
X
heads "no ini" "$work/own" "no alembic.ini was found; using .*own/store/migrations"
(cd "$work/own" && "$limbeck" --url sqlite:///given.db upgrade head) >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
check "options that the sources set by literals" "$([ "$(sqlite3 "$work/own/given.db" 'select version_num from revisions')" = a1 ]; echo $?)"
(cd "$work/own" && "$limbeck" current) >"$work/out" 2>&1
check "and those that they do not say" "$([ $? = 3 ] && grep -q "the option 'url' that store/db.py:7 sets" "$work/out"; echo $?)"
printf 'X = 1\n' >"$work/own/store/migrations/env.py"
(cd "$work/own" && "$limbeck" heads) >"$work/out" 2>&1
check "a folder without Alembic is no project" "$([ $? = 2 ] && grep -q "No config file 'alembic.ini' found" "$work/out"; echo $?)"
finish
