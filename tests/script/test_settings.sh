#!/bin/sh
# Settings modules: what pydantic-settings, python-dotenv, decouple, environs and
# SQLAlchemy's URL say of the same environment.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
mkdir -p "$work/p/alembic/versions" "$work/p/app"
cd "$work/p" || exit 1
printf '[alembic]\nscript_location = %%(here)s/alembic\nprepend_sys_path = .\n' >alembic.ini
touch app/__init__.py
cat >alembic/env.py <<'X'
from alembic import context
from app.config import url
context.config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
context.configure(url=context.config.get_main_option("sqlalchemy.url"))
X
cat >.env <<'X'
# of this machine
APP_DB_FILE=one.db   # a comment
export APP_SECRET="with \"quotes\" and\nlines"
APP_RAW='as $it is\n'
APP_HOSTS=["a", "b"]
APP_DEBUG=Yes
BASE=/data
APP_PATH=${BASE}/${NOWHERE:-sub}
EMPTY=
X
url_is() { # url_is NAME WANTED SETTINGS: what `current -v` names
    name=$1 wanted=$2
    printf '%s\n' "$3" >app/config.py
    got=$("$limbeck" current -v 2>"$work/errors" | sed -n 's/^Current revision(s) for \(.*\):$/\1/p')
    [ "$got" = "$wanted" ] || { echo "# got '$got'"; sed 's/^/# /' "$work/errors"; }
    check "$name" "$([ "$got" = "$wanted" ]; echo $?)"
}
says() { # says NAME PATTERN SETTINGS
    name=$1 pattern=$2
    printf '%s\n' "$3" >app/config.py
    "$limbeck" current >"$work/out" 2>"$work/errors"
    grep -q -- "$pattern" "$work/errors" || sed 's/^/# /' "$work/errors"
    check "$name" "$(grep -q -- "$pattern" "$work/errors"; echo $?)"
}
settings='from typing import List, Optional
from pydantic import Field, SecretStr, computed_field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

class Common(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_prefix="APP_", extra="ignore")
    debug: bool = False
    hosts: list[str] = []

class Settings(Common):
    db_file: str
    secret: SecretStr
    raw: Optional[str] = None
    path: str | None = None
    base: str = Field(default="none", validation_alias="BASE")
    limit: int = 3

    @field_validator("db_file", mode="before")
    @classmethod
    def shout(cls, value):
        return value.upper()

    @computed_field
    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.db_file}"

settings = Settings()
'
url_is "pydantic-settings: a field of .env, through a validator" "sqlite:///ONE.DB" "${settings}url = settings.database_url"
APP_DB_FILE=two.db url_is "the environment comes first" "sqlite:///TWO.DB" "${settings}url = settings.database_url"
app_db_file=low.db url_is "in any letter case" "sqlite:///LOW.DB" "${settings}url = settings.database_url"
url_is "types: bool, list, int, alias" "sqlite:///True-b-4-data.db" "${settings}url = f'sqlite:///{settings.debug}-{settings.hosts[1]}-{settings.limit + 1}-{settings.base[1:]}.db'"
url_is "quotes, escapes, references" 'sqlite:///as $it is\n|with "quotes"|_data_sub' "${settings}url = 'sqlite:///' + settings.raw + '|' + settings.secret.get_secret_value()[:13] + '|' + settings.path.replace('/', '_')"
url_is "a secret shows stars" "sqlite:///**********" "${settings}url = f'sqlite:///{settings.secret}'"
url_is "pydantic: hosts() of a URL, model_fields_set" "sqlite:///h-5432-u-db_file.db" "from pydantic import PostgresDsn
${settings}host = PostgresDsn('postgresql://u:p@h:5432/d').hosts()[0]
url = 'sqlite:///%s-%s-%s-%s.db' % (host['host'], host['port'], host['username'], [n for n in ('limit', 'db_file') if n in settings.model_fields_set][0])"
APP_LIMIT=many says "a value of another type" "1 validation error for Settings" "${settings}url = settings.database_url"
missing='from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    database_host: str
settings = Settings()
url = f"postgresql://{settings.database_host}/x"'
says "what is not set is named" "notice: Settings.database_host is not set" "$missing"
printf '%s\n' "$missing" >app/config.py
LIMBECK_URL=sqlite:///given.db "$limbeck" current >"$work/out" 2>"$work/errors"
check "and --url or \$LIMBECK_URL goes past it" $?
"$limbeck" heads >"$work/out" 2>&1
check "what reads no database does not mind" $?
url_is "pydantic 1: Config, validator, PostgresDsn.build" "sqlite:///v1.db" 'from pydantic import BaseSettings, PostgresDsn, validator
class Settings(BaseSettings):
    db_file: str
    uri: PostgresDsn = None

    @validator("uri", pre=True)
    def build(cls, value, values):
        return value or PostgresDsn.build(scheme="sqlite", host="", path="/" + values.get("db_file"))

    class Config:
        env_file = ".env"
        env_prefix = "app_"
settings = Settings()
url = str(settings.uri) if str(settings.uri) != "sqlite:///one.db" else "sqlite:///v1.db"'
url_is "python-dotenv: load_dotenv" "sqlite:///one.db" 'import os
from dotenv import load_dotenv
load_dotenv()
url = "sqlite:///" + os.environ["APP_DB_FILE"]'
APP_DB_FILE=two.db url_is "load_dotenv leaves the environment alone" "sqlite:///two.db" 'import os
from pathlib import Path
from dotenv import load_dotenv
load_dotenv(Path(__file__).parent.parent / ".env")
url = "sqlite:///" + os.getenv("APP_DB_FILE")'
url_is "dotenv_values" "sqlite:///one.db-" 'from dotenv import dotenv_values, find_dotenv
values = dotenv_values(find_dotenv())
url = "sqlite:///" + values["APP_DB_FILE"] + "-" + values["EMPTY"]'
url_is "decouple" "sqlite:///one.db-True-7" 'from decouple import config
url = "sqlite:///%s-%s-%d" % (config("BASE", default="x") and "one.db", config("APP_DEBUG", cast=bool), config("NONE", default="7", cast=int))'
url_is "environs" "sqlite:///['a', 'b']-True" 'from environs import Env
env = Env()
env.read_env()
hosts, debug = env.json("APP_HOSTS"), env.bool("APP_DEBUG")
url = f"sqlite:///{hosts}-{debug}"'
url_is "URL.create" "sqlite:///one.db?timeout=7" 'from sqlalchemy import URL, make_url
url = URL.create("sqlite", database="x.db", query={"timeout": "7"}).set(database="one.db").render_as_string(hide_password=False)'
says "a password in URL.create is never shown" "postgresql+asyncpg://me:\*\*\*@127.0.0.1:1/shop" 'from sqlalchemy.engine import URL
url = URL.create("postgresql+asyncpg", "me", "p@ss/word", "127.0.0.1", 1, "shop").render_as_string(hide_password=False)'
finish
