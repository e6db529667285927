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
# Recorded with pydantic 2.13 and pydantic-settings 2.15, and with pydantic 1.10.
parts='from typing import Annotated, Any, Optional
from pydantic import BaseModel, BeforeValidator, Field, PlainValidator, StringConstraints, WrapValidator, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
def split(v: Any):
    return [i.strip() for i in v.split(",")] if isinstance(v, str) and not v.startswith("[") else v
class Database(BaseModel):
    host: str = "postgres"
    port: int = 5432
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_nested_delimiter="__")
    url: Annotated[str, BeforeValidator(lambda v: v.replace("postgres://", "sqlite:///"))] = ""
    cors: Annotated[list[str] | str, BeforeValidator(split)] = []
    database: Database = Database()
    whole: Optional[Database] = None
    other: Annotated[str, Field(alias="ALIASED")] = "d"
    both: int | str = 0
    plain: Annotated[int, PlainValidator(lambda v: int(v) + 1)] = 0
    wrapped: Annotated[int, WrapValidator(lambda v, inner: inner(v) * 2)] = 1
    lower: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)] = ""
    word: str = "a"
    n: int = 3
    @field_validator("n", mode="before")
    @classmethod
    def first(cls, v):
        return v * 2
    @field_validator("n", mode="before")
    @classmethod
    def second(cls, v):
        return v + 1
    @field_validator("n")
    @classmethod
    def third(cls, v, info):
        return v + len(info.data) + (info.field_name != "n")
    @model_validator(mode="before")
    @classmethod
    def early(cls, data):
        data["word"] = "b"
        return data
    @model_validator(mode="after")
    def late(self):
        self.word += "!"
        return self
s = Settings()
'
URL=postgres://x CORS="a, b" url_is "Annotated[..., BeforeValidator()]" "sqlite:///x" "${parts}url = s.url if s.cors == ['a', 'b'] else None"
DATABASE__HOST=h DATABASE__PORT=77 WHOLE='{"host": "g", "port": 1}' whole__PORT=5 url_is "env_nested_delimiter, and JSON" "sqlite:///h-77-g-5" "${parts}url = f'sqlite:///{s.database.host}-{s.database.port}-{s.whole.host}-{s.whole.port}'"
ALIASED=al BOTH=3 PLAIN=7 WRAPPED=4 LOWER=" ABC " url_is "Field(), PlainValidator, WrapValidator, StringConstraints in Annotated" "sqlite:///al-'3'-8-8-abc" "${parts}url = f'sqlite:///{s.other}-{s.both!r}-{s.plain}-{s.wrapped}-{s.lower}'"
url_is "validators of a field in their order, of the model before and after" "sqlite:///18-b!" "${parts}url = f'sqlite:///{s.n}-{s.word}'"
around='from enum import Enum
from pydantic import BaseModel, Field, field_serializer, model_serializer, model_validator
class Mode(str, Enum):
    dev = "dev"
class Base(BaseModel):
    seen: str = ""
    @model_validator(mode="wrap")
    @classmethod
    def strip(cls, values, handler):
        made = handler({k: v.strip() if isinstance(v, str) else v for k, v in values.items()})
        made.seen = made.seen + "w"
        return made
class Part(Base):
    host: str = "h"
    mode: Mode = Field(default=Mode.dev, description="x")
    needed: int
    items: list = Field(default_factory=list)
    @model_validator(mode="after")
    def late(self):
        self.seen += "a"
        return self
    @model_validator(mode="wrap")
    @classmethod
    def second(cls, values, handler):
        made = handler(values)
        made.seen += "2"
        return made
    @model_validator(mode="before")
    @classmethod
    def early(cls, values):
        return {**values, "seen": values.get("seen", "") + "b"}
    @field_serializer("host", when_used="json")
    def dump(self, host):
        return host.upper()
    @classmethod
    def default_mode(cls):
        return cls.model_fields["mode"].default.value
part = Part(host=" y ", needed=1)
fields = Part.model_fields
'
url_is "model_validator(mode='wrap'), in the order of all" "sqlite:///y-bwa2" "${around}url = f'sqlite:///{part.host}-{part.seen}'"
url_is "model_fields" "sqlite:///dev-True-False-[]-seen,host,mode,needed,items" "${around}url = f'sqlite:///{Part.default_mode()}-{fields[\"needed\"].is_required()}-{fields[\"items\"].is_required()}-{fields[\"items\"].get_default(call_default_factory=True)}-{\",\".join(fields)}'"
old='from typing import List, Optional
from pydantic import BaseSettings, Field, root_validator, validator
class Settings(BaseSettings):
    url: str = ""
    a: int = 0
    b: Optional[str]
    c: int = Field(3, env="CC")
    plain = "plain"
    named = "no"
    class Config:
        env_prefix = "OLD_"
        fields = {"named": {"env": "UN"}}
    @root_validator(pre=True)
    def before(cls, values):
        values["b"] = values.get("b", "") + "!"
        return values
    @root_validator(skip_on_failure=True)
    def after(cls, values):
        values["url"] = values["url"] + "/r"
        return values
    @validator("url", pre=True, always=True)
    def empty(cls, v, values):
        return "u" + str(len(values))
    @validator("a")
    def more(cls, v, values, field):
        return v + 1
    @validator("a")
    def ten(cls, v):
        return v * 10
s = Settings()
'
OLD_A=1 OLD_B=x CC=9 OLD_PLAIN=p UN=un url_is "pydantic 1: root_validator, order, fields without annotation, Config.fields" "sqlite:///u0_r-20-x!-9-p-un" "${old}url = f'sqlite:///{s.url.replace(chr(47), chr(95))}-{s.a}-{s.b}-{s.c}-{s.plain}-{s.named}'"
url_is "pydantic.v1, Optional without a default, extra values" "sqlite:///None-3" 'from typing import Optional
from pydantic.v1 import BaseSettings, Extra
class Settings(BaseSettings):
    name: Optional[str]
    class Config:
        extra = Extra.allow
s = Settings(size=3)
url = "sqlite:///%s-%s" % (s.name, s.dict().get("size"))'
custom='from pydantic_settings import BaseSettings
import company_settings
class Settings(BaseSettings):
    url: str = "sqlite:///default.db"
    db: str = "sqlite:///default.db"
    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        return env_settings, company_settings.Vault(), dotenv_settings
s = Settings()
'
URL=sqlite:///e.db url_is "settings_customise_sources: what comes first" "sqlite:///e.db" "${custom}url = s.url"
own='import os
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.sources import DotEnvSettingsSource, EnvSettingsSource
class Settings(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True, extra="ignore")
    APP_DB_FILE: str = "default.db"
    APP_DEBUG: str = "no"
    kind: str = "none"
    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        files = (".env", ".env.local") if os.path.isfile(".env") else None
        return (init_settings, env_settings, DotEnvSettingsSource(settings_cls=settings_cls, env_file=files, case_sensitive=True),
                EnvSettingsSource(settings_cls, env_prefix="MY_", case_sensitive=False), file_secret_settings)
s = Settings()
'
APP_DEBUG=e MY_KIND=k url_is "settings_customise_sources: own sources" "sqlite:///one.db-e-k" "${own}url = f'sqlite:///{s.APP_DB_FILE}-{s.APP_DEBUG}-{s.kind}'"
says "what an unknown source could have set is unknown" "'Settings.db.replace()'" "${custom}url = s.db"
says "a validator of an unknown library" "Settings.rule, which may be a validator" 'from pydantic_settings import BaseSettings
import company_settings
class Settings(BaseSettings):
    url: str = "sqlite:///default.db"
    rule = company_settings.validator("url")
url = Settings().url'
printf 'import company_settings\nclass Point:\n    def __init__(self, x):\n        self.is_far = x > company_settings.far\n' >app/point.py
url_is "a default that is not known leaves the other settings known" "sqlite:///default.db" 'from pydantic_settings import BaseSettings
import company_settings
from app.point import Point
class Settings(BaseSettings):
    point: Point = Point(1 if company_settings.far else 2)
    url: str = "sqlite:///default.db"
url = Settings().url'
says "and unknown in Annotated" "'Settings.url.replace()'" 'from typing import Annotated
from pydantic_settings import BaseSettings
import company_settings
class Settings(BaseSettings):
    url: Annotated[str, company_settings.Rule()] = "sqlite:///default.db"
url = Settings().url'
says "a file that limbeck does not read may have it" "settings may also be in '/etc/company/shop.env'" 'from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    url: str = "sqlite:///default.db"
    class Config:
        env_file = "/etc/company/shop.env"
url = Settings().url'
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
