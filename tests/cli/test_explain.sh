#!/bin/sh
# limbeck explain on ten layouts, as tests/cli/explain/*.txt have it; `test_explain.sh write` writes them.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH ALEMBIC_CONFIG FLASK_APP DATABASE_URL VIRTUAL_ENV CONDA_PREFIX
export HOME="$work/home"
writes=${1:-}
layout() { # layout NAME: an empty folder, to be in
    mkdir -p "$work/$1/m/versions" && cd "$work/$1" || exit 1
    printf 'revision = "a1"\ndown_revision = None\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n' >m/versions/a.py
    printf '[alembic]\nscript_location = m\n' >alembic.ini
    printf 'from alembic import context\nfrom app.config import url\nfrom app.models import metadata\ncontext.configure(url=url, target_metadata=metadata)\n' >m/env.py
}
application() { # application FOLDER: settings on standard input
    mkdir -p "$1/app"
    touch "$1/app/__init__.py"
    cat >"$1/app/config.py"
    printf 'from sqlalchemy import MetaData\nmetadata = MetaData(naming_convention={"pk": "pk_%%(table_name)s"})\n' >"$1/app/models.py"
}
explains() { # explains NAME WORDS...
    name=$1
    shift
    "$limbeck" "$@" explain >"$work/out" 2>&1
    sed "s|$work|FOLDER|g; s|/private\(FOLDER\)|\1|g" "$work/out" >"$work/masked"
    golden=$root/tests/cli/explain/$name.txt
    [ "$writes" != write ] || { mkdir -p "${golden%/*}" && cp "$work/masked" "$golden"; }
    same "$name" "$golden" "$work/masked"
}
layout plain
printf 'from alembic import context\ncontext.configure(url=context.config.get_main_option("sqlalchemy.url"))\n' >m/env.py
printf 'sqlalchemy.url = postgresql://me:secret-word@db.example/shop\n' >>alembic.ini
explains plain
explains url --url sqlite:////data/shop.db
layout declared
printf 'from alembic import context\nfrom elsewhere import options\ncontext.configure(**options)\n' >m/env.py
explains stopped
printf '[limbeck]\nurl = sqlite:////data/shop.db\nversion_table = shop_version\nnaming_convention = none\n' >>alembic.ini
explains declared
layout beside
application . <<'X'
import os
url = os.environ["DATABASE_URL"]
X
explains missing_variable
export DATABASE_URL=sqlite:////data/shop.db
explains beside
layout src
application src <<'X'
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    database_url: str
url = Settings().database_url
X
explains src
layout in_part
application . <<'X'
import redis
url = "sqlite:////data/shop.db"
limit = sum(redis.limits) + 1
X
explains in_part
layout flask
mv m migrations
printf '[alembic]\n' >migrations/alembic.ini
rm alembic.ini
printf 'from alembic import context\nfrom flask import current_app\ncontext.configure(url=current_app.config["SQLALCHEMY_DATABASE_URI"], target_metadata=current_app.extensions["migrate"].db.metadata, **current_app.extensions["migrate"].configure_args)\n' >migrations/env.py
printf 'from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////data/shop.db"\ndb = SQLAlchemy(app)\nMigrate(app, db)\n' >app.py
explains flask
layout colons
rm alembic.ini
mkdir -p shop/db && touch shop/__init__.py shop/db/__init__.py && mv m shop/db/migrations
printf 'from alembic import context\ncontext.configure(url="sqlite:////data/shop.db", version_table_schema="own", version_table="v", transaction_per_migration=True)\n' >shop/db/migrations/env.py
printf '[tool.alembic]\nscript_location = "shop.db:migrations"\n' >pyproject.toml
explains pyproject
"$limbeck" --json explain >"$work/out" 2>&1
check "JSON is JSON" "$(python3 -c 'import json, sys; found = json.load(open(sys.argv[1])); sys.exit(found["version_table"] != "own.v")' "$work/out"; echo $?)"
check "no password" "$(! grep -rq secret-word "$root/tests/cli/explain"; echo $?)"
finish
