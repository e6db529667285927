#!/bin/sh
# One project, many databases: where each stands, what a run does to those that differ, and what stops it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql_do() { psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d "${database:-fleet}" "$@"; }
answer() { psql_do -t -A -c "$1"; }
fleet() { # fleet STATUS WORDS...: its output in $work/out
    wanted=$1
    shift
    "$limbeck" fleet "$@" >"$work/out" 2>&1 </dev/null
    got=$?
    [ "$got" = "$wanted" ] || { echo "# status $got, wanted $wanted"; sed 's/^/# /' "$work/out"; }
    check "fleet $*: status $wanted" "$([ "$got" = "$wanted" ]; echo $?)"
}
silent() { # silent NAME PATTERN: no line of $work/out
    ! grep -q -- "$2" "$work/out"
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/out"
    check "$1" "$status"
}

# ---- files of SQLite ------------------------------------------------------------------------------
plain_project
mkdir data
printf '\n[limbeck:fleet]\nfiles = data/*.db\n' >>alembic.ini
for n in 1 2 3 4 5 6; do sqlite3 "data/shop$n.db" "CREATE TABLE log (revision TEXT)"; done
printf 'op.execute("INSERT INTO log VALUES (%sa%s)")\n' "'" "'" | revision a None
printf 'op.execute("INSERT INTO log VALUES (%sb%s)")\nop.create_table("t", sa.Column("id", sa.Integer))\n' "'" "'" | revision b '"a"'
sed -i 's/^    pass/    op.drop_table("t")/' alembic/versions/b.py
fleet 2
says "without an action and a terminal" "limbeck fleet needs an ACTION where there is no terminal"
fleet 0 status
says "all databases are counted" "^6 databases: 6 need 12 steps to heads, 0 cannot be planned, 0 cannot be reached, 0 not read"
says "those at base too" "<base>  *6"
fleet 0 upgrade a --members 'shop[12]' --jobs 2
says "only those that match" "upgrade to a: 2 of 2 databases done"
fleet 0 status
says "by revision" "^  a  *2  #"
says "a member that is behind" "shop1  a  1 step to heads"
sqlite3 data/shop4.db "CREATE TABLE t (x)"
fleet 1 upgrade head --jobs 1
says "the one that fails is named, with the reason" "^FAILED shop4: .*table t already exists"
says "no other begins" "upgrade to head: 3 of 6 databases done, 1 failed, 0 not reached, 2 not begun: 1 database failed"
says "those that have not begun are named" "^not begun  *shop5  <base>"
check "the failed one has the steps before it, as Alembic does on SQLite" "$([ "$(sqlite3 data/shop4.db "SELECT group_concat(revision) FROM log")" = a ]; echo $?)"
says "and it is said" "1 step before this one is committed. This step is rolled back. The version table holds a"
fleet 1 upgrade head --continue --report report.md
says "with --continue the others are done" "5 of 6 databases done, 1 failed, 0 not reached, 0 not begun$"
check "the report says the same" "$(grep -q '5 of 6 databases done, 1 failed' report.md && grep -q '| shop4 | failed | .a. |' report.md; echo $?)"
sqlite3 data/shop4.db "DROP TABLE t"
fleet 0 upgrade head --report report.json
check "the report as JSON" "$(jq -e '.members | length == 6 and all(.rows == ["b"])' report.json >/dev/null; echo $?)"
check "each revision ran once" "$([ "$(for n in 1 2 3 4 5 6; do sqlite3 "data/shop$n.db" "SELECT group_concat(revision) FROM log"; done | sort -u)" = a,b ]; echo $?)"
"$limbeck" --json fleet status >"$work/json" 2>/dev/null
check "JSON: members by revision" "$(jq -e '[.revisions[] | {(.revision): .members}] | add == {"b": 6, "a": 0}' "$work/json" >/dev/null; echo $?)"
fleet 0 downgrade base --wave 50% --jobs 3
says "downgrade" "downgrade to base: 6 of 6 databases done"

# ---- canaries and waves ----------------------------------------------------------------------------
sqlite3 data/shop2.db "CREATE TABLE t (x)"
fleet 1 upgrade head --canary 2 --jobs 6 --max-failures 5
says "a canary that fails stops the rest" "1 of 6 databases done, 1 failed, 0 not reached, 4 not begun: a canary failed"
sqlite3 data/shop2.db "DROP TABLE t"
sqlite3 data/shop5.db "CREATE TABLE t (x)"
fleet 1 upgrade head --canary 2 --wave 2 --jobs 6
says "after a failure in a wave the next does not begin" "4 of 6 databases done, 1 failed, 0 not reached, 1 not begun: 1 database failed"
sqlite3 data/shop5.db "DROP TABLE t"
fleet 0 upgrade head

# ---- what a step destroys, and what differs -----------------------------------------------------------
for n in 1 2 3; do sqlite3 "data/shop$n.db" "INSERT INTO t VALUES ($n), (1$n)"; done
fleet 0 losses a
says "losses are added up" "^b destroys table t: 6 rows"
says "with the databases that have them" "in 6 databases: shop1, shop2, shop3, shop4, shop5, ..."
sqlite3 data/shop6.db "CREATE TABLE stray (id INTEGER)"
fleet 1 drift
says "a difference of all databases" "^- table log$"
says "is one line" "in 6 databases: shop1"
says "drift of one names it" "in 1 database: shop6"
says "and is a failed check" "6 of 6 databases differ from their revisions"
sqlite3 data/shop6.db "DROP TABLE stray"

fleet 0 plan base
says "a plan down" "6 need 12 steps to base"
cat >alembic/env.py <<'X'
from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://").connect() as connection:
    connection.begin()
    context.configure(connection=connection)
    context.run_migrations()
X
fleet 0 downgrade base --members shop1
says "what limbeck says of one member stands with it" "^ *notice: Rolled back: env.py closes its connection without a commit"
printf 'from alembic import context\ncontext.configure()\n' >alembic/env.py

# ---- what is refused ---------------------------------------------------------------------------------
fleet 2 upgrade
says "a target is asked for" "limbeck fleet upgrade needs a REVISION"
fleet 2 sideways
says "an unknown action" "limbeck fleet status, plan, upgrade"
fleet 2 upgrade head --wave 0
fleet 2 upgrade head --report nowhere/report.md
says "a report that cannot be written" "nothing was changed"
cp data/shop1.db 'data/odd?.db'
fleet 2 status
says "a name that a URL cannot hold" "has a '?'"
rm 'data/odd?.db'
fleet 2 upgrade head --jobs many
fleet 2 upgrade head --until 25:00
printf 'one %s/fleet\none %s/other\n' "$server" "$server" >twice
fleet 2 status --fleet twice
says "two members of one name" "two members of the fleet have the name one"
fleet 2 upgrade head --members 'nobody*'
says "a pattern that nobody has" "no database of the fleet has such a name"
printf '# nothing\nshop1\n' >wrong
fleet 2 status --fleet wrong
says "a line without a URL" "line 1 of the fleet's list has no URL"
printf 'sqlite:///data/shop1.db\nagain sqlite:///data/shop1.db\n' >same
fleet 2 upgrade head --fleet same
says "two members in one place" "members shop1.db and again are the same place"
printf '[alembic]\nscript_location = alembic\n' >bare.ini
"$limbeck" -c bare.ini fleet status >"$work/out" 2>&1
says "no fleet" "add \[limbeck:fleet\] with urls, files, schemas, query or sections, or give --fleet FILE"

# ---- schemas, as Alembic's cookbook has them -------------------------------------------------------------
database=postgres psql_do -c "CREATE DATABASE fleet"
mkdir -p "$work/tenants/m/versions" && cd "$work/tenants" || exit 1
printf '[alembic]\nscript_location = m\nsqlalchemy.url = %s/fleet\n\n[limbeck:fleet]\nschemas = tenant_*\nx = tenant={schema}\n' "$server" >alembic.ini
cat >m/env.py <<'X'
from sqlalchemy import engine_from_config, pool, text
from alembic import context
config = context.config
engine = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
tenant = context.get_x_argument(as_dictionary=True).get("tenant")
with engine.connect() as connection:
    connection.execute(text('set search_path to "%s"' % tenant))
    connection.commit()
    connection.dialect.default_schema_name = tenant
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
mv "$work/p/alembic" "$work/p/versions_of" && mkdir alembic && ln -s ../m/versions alembic/versions
printf 'op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))\n' | revision a None
printf 'op.execute("INSERT INTO t (n) VALUES (1)")\n' | revision b '"a"'
printf 'op.create_index("i", "t", ["n"])\n' | revision c '"b"'
for n in 1 2 3 4 5 6 7 8; do echo "CREATE SCHEMA tenant_$n;"; done | psql_do
psql_do -c "CREATE SCHEMA other"
fleet 0 upgrade head --jobs 3
says "each schema" "upgrade to head: 8 of 8 databases done"
check "each has its table, filled once" "$([ "$(for n in 1 2 3 4 5 6 7 8; do answer "SELECT count(*) FROM tenant_$n.t"; done | sort -u)" = 1 ]; echo $?)"
check "other schemas are left alone" "$([ "$(answer "SELECT count(*) FROM pg_tables WHERE schemaname IN ('other', 'public')")" = 0 ]; echo $?)"
dump() { pg_dump -s -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -n "$1" fleet | sed "s/$1/SCHEMA/g; /restrict/d"; }
dump tenant_1 >"$work/one"
dump tenant_8 >"$work/eight"
same "one schema is as the other" "$work/one" "$work/eight"

# ---- members that differ ----------------------------------------------------------------------------------
"$limbeck" -x tenant=tenant_1 downgrade base >/dev/null 2>&1
"$limbeck" -x tenant=tenant_2 downgrade a >/dev/null 2>&1
"$limbeck" -x tenant=tenant_3 downgrade b >/dev/null 2>&1
psql_do -c "UPDATE tenant_4.alembic_version SET version_num = 'gone'"
psql_do -c "DROP INDEX tenant_5.i; UPDATE tenant_5.alembic_version SET version_num = 'b'"
for n in 1 2 3; do psql_do -c "DROP TABLE IF EXISTS tenant_$n.t CASCADE"; done
for n in 2 3; do psql_do -c "CREATE TABLE tenant_$n.t (id SERIAL PRIMARY KEY, n INTEGER)"; done
mkfifo "$work/hold"
psql_do -t -A <"$work/hold" >"$work/held" &
exec 5>"$work/hold"
printf 'BEGIN;\nLOCK TABLE tenant_5.t;\nSELECT 1;\n' >&5
until grep -q 1 "$work/held" 2>/dev/null; do :; done
{ for n in 1 2 3 4 5 6; do printf 'tenant_%s %s/fleet?options=-csearch_path%%3Dtenant_%s\n' $n "$server" $n; done
  printf 'nowhere postgresql://limbeck:s3cret-word@127.0.0.1:1/none\n'; } >list
cat >"$work/plain_env.py" <<'X'
from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
cp "$work/plain_env.py" m/env.py
printf '\n[limbeck]\nlock_retries = 1\n' >>alembic.ini
fleet 1 upgrade head --fleet list --continue --lock-timeout 100ms
exec 5>&-
wait
says "three at other revisions are done" "upgrade to head: 4 of 7 databases done, 2 failed, 1 not reached"
for n in 1 2 3; do
    check "tenant_$n is at the head" "$([ "$(answer "SELECT version_num FROM tenant_$n.alembic_version")" = c ]; echo $?)"
done
says "the orphan is named, with its row" "^FAILED tenant_4: Can't locate revision identified by 'gone'\|its version row gone has no script here"
says "the lock is named" "^FAILED tenant_5: .*lock"
check "the one with the lock is as it was" "$([ "$(answer "SELECT version_num FROM tenant_5.alembic_version")" = b ]; echo $?)"
says "the one that cannot be reached" "^unreachable *nowhere"
silent "no password is shown" "s3cret-word"
fleet 0 upgrade head --fleet list --members 'tenant_[56]'
says "the lock is gone: the rest is done" "upgrade to head: 2 of 2 databases done"

# ---- where the members come from ----------------------------------------------------------------------------
psql_do -c "CREATE TABLE customers (name text, place text); INSERT INTO customers SELECT 'c' || n, '$server/fleet?options=-csearch_path%3Dtenant_' || n FROM generate_series(6, 8) AS n"
source_is() { # source_is LINES: of [limbeck:fleet]
    printf '[alembic]\nscript_location = m\nsqlalchemy.url = %s/fleet\n[limbeck]\n[limbeck:fleet]\n%s\n' "$server" "$1" | sed 's/%3D/%%3D/g' >alembic.ini
    for name in one two; do printf '[%s]\nscript_location = m\nsqlalchemy.url = %s/fleet?options=-csearch_path%%%%3Dtenant_%s\n' $name "$server" ${#name}; done >>alembic.ini
}
source_is "query = SELECT name, place FROM customers ORDER BY name"
fleet 0 status --all
says "a query" "c8  c$"
source_is "query = SELECT 'tenant_' || n FROM generate_series(6, 7) AS n
url = $server/fleet?options=-csearch_path%3D{schema}"
fleet 0 status --all
says "a query that returns schemas" "tenant_7  c$"
source_is "urls =
    first = $server/fleet?options=-csearch_path%3Dtenant_6
    second $server/fleet?options=-csearch_path%3Dtenant_7"
fleet 0 status --all
says "URLs in the ini" "second  c$"
source_is "directory = $server/fleet
query = SELECT name, place FROM customers ORDER BY name
x = tenant={name}"
sed -i 's,^sqlalchemy.url = .*/fleet$,sqlalchemy.url = postgresql://nobody@127.0.0.1:1/none,' alembic.ini
fleet 0 status --all
says "a query of another database" "c8  c$"
source_is "sections = two"
sed -i 's/tenant_3/tenant_8/' alembic.ini
fleet 0 status --all
says "sections of the ini" "two  c$"
source_is "schemas = tenant_*"
fleet 2 status
says "schemas that nothing leads to" "does not say how schema tenant_1 is reached"
source_is "schemas = tenant_*
x = tenant={schema}"
fleet 2 upgrade head
says "an env.py that does not use -x" "are the same place"

# ---- a confirmation ------------------------------------------------------------------------------------------
source_is "urls = first = $server/fleet?options=-csearch_path%3Dtenant_6"
sed -i 's/^\[limbeck\]$/[limbeck]\nconfirm = typed/' alembic.ini
fleet 2 downgrade b
says "is asked for" "add --confirm 1, the number of databases"
fleet 2 downgrade b --confirm 2
says "must be right" "1 database would be changed"
check "nothing was changed" "$([ "$(answer "SELECT version_num FROM tenant_6.alembic_version")" = c ]; echo $?)"
fleet 0 downgrade b --confirm 1

# ---- killed, and run again --------------------------------------------------------------------------------
python3 "$root/tests/faults/fleet.py" 6 >"$work/out" 2>&1
says "after six kills each database is sound, and a second run ends all" "^6 kills, 0 unsound, 0 not ended"
finish
