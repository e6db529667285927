#!/bin/sh
# A loop's updates of one row each are sent many at a time where that comes to the same:
# each case runs as the loop stands, and again with its answers used, which forbids it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -t -A -d gathering "$@"; }
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE gathering" \
    -c "ALTER DATABASE gathering SET log_statement = 'all'"
export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/gathering"
many() { # statements of many rows the server was sent so far
    psql_do -c "SELECT count(*) FROM regexp_matches(pg_read_file(current_setting('data_directory') || '/../log'), 'execute [^:]*: UPDATE [^\n]* FROM un''?nest', 'g')"
}
script() { # script USED: the loop on standard input, where `execute` runs a statement
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n    connection = op.get_bind()\n'
      if [ "$1" = used ]; then
          sed 's/^\( *\)execute(/\1answer = connection.execute(/'
      else
          sed 's/^\( *\)execute(/\1connection.execute(/'
      fi | sed 's/^/    /'; } >alembic/versions/one.py
}
round() { # round USED: leaves the table's rows in $work/rows.USED and the status in $status
    psql_do -c "DROP SCHEMA public CASCADE" -c "CREATE SCHEMA public" -c "$tables" >/dev/null 2>&1
    script "$1" <"$work/loop"
    "$limbeck" upgrade head >"$work/out.$1" 2>&1
    status=$?
    psql_do -c "$look" >"$work/rows.$1"
}
# alike NAME many|single STATUS LOOK TABLES: the loop on standard input
alike() {
    cat >"$work/loop"
    look=$4 tables=$5
    round used
    before=$(many)
    round unused
    sent=$(($(many) - before))
    [ $status = "$3" ] && cmp -s "$work/rows.used" "$work/rows.unused" && [ -s "$work/rows.used" ] &&
        case $2 in many) [ "$sent" -gt 0 ] ;; single) [ "$sent" = 0 ] ;; esac
    bad=$?
    [ $bad = 0 ] || { echo "# status $status, statements of many rows: $sent"; diff "$work/rows.used" "$work/rows.unused" | head -5 | sed 's/^/# /'; sed 's/^/# /' "$work/out.unused"; }
    check "$1" $bad
}
t='CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, email TEXT); INSERT INTO t SELECT i, '"'Name ' || i FROM generate_series(1, 2500) i"
rename='for i in range(1, 2501):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i, "name": "name %d" % i})'

alike "a plain table: many at a time" many 0 "SELECT * FROM t ORDER BY id" "$t" <<X
$rename
X
alike "the key again: the last value stands" many 0 "SELECT * FROM t ORDER BY id" "$t" <<X
for i in range(1, 2501):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i % 7 + 1, "name": "name %d" % i})
X
# As the server joins a large table: of a key that is twice in a statement it takes the first then.
PGOPTIONS="-c enable_hashjoin=off -c enable_mergejoin=off"
export PGOPTIONS
alike "the key again, however the server joins" many 0 "SELECT * FROM t ORDER BY id" "$t" <<X
for i in range(1, 2501):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i % 7 + 1, "name": "name %d" % i})
X
unset PGOPTIONS
alike "two columns, of a construct" many 0 "SELECT * FROM t ORDER BY id" "$t" <<X
table = sa.table("t", sa.column("id"), sa.column("name"), sa.column("email"))
for i in range(1, 2501):
    execute(sa.text("UPDATE t AS u SET email = :email, \"name\" = :name WHERE u.id = :id"), {"id": i, "name": "name %d" % i, "email": None if i % 3 else "x"})
X
alike "a table in a schema, with names in quotes" many 0 'SELECT * FROM "My Schema"."T" ORDER BY "Id"' 'DROP SCHEMA IF EXISTS "My Schema" CASCADE; CREATE SCHEMA "My Schema"; CREATE TABLE "My Schema"."T" ("Id" BIGINT PRIMARY KEY, "The Name" TEXT); INSERT INTO "My Schema"."T" SELECT i FROM generate_series(1, 50) i' <<'X'
for i in range(1, 51):
    execute(sa.text('UPDATE "My Schema"."T" SET "The Name" = :name WHERE "My Schema"."T"."Id" = :id'), {"id": i, "name": "name %d" % i})
X
alike "texts of every kind come out as they went in" many 0 "SELECT id, name IS NULL, name FROM t ORDER BY id" "$t" <<'X'
texts = ["", " ", "NULL", "null", None, "a,b", "{}", "{a}", '"', "'", "\\", '\\"', "a\nb", "\t", "ä€𝄞", ",", '"",""', "\\\\", "%s", ":x", "$1"]
for i in range(1, 2501):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i, "name": texts[i % len(texts)]})
X
types="CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE t (id INTEGER PRIMARY KEY, a BOOLEAN, b DOUBLE PRECISION, c NUMERIC(10,2), d CHAR(5), e VARCHAR(9), f TIMESTAMPTZ, g mood, h JSONB, i UUID, j SMALLINT, k BIT(3), l DATE, m JSON, n INTERVAL, o INET); INSERT INTO t SELECT i FROM generate_series(1, 40) i"
alike "columns of many types" many 0 "SELECT * FROM t ORDER BY id" "$types" <<'X'
for i in range(1, 41):
    execute(sa.text("UPDATE t SET a = :a, b = :b, c = :c, d = :d, e = :e, f = :f, g = :g, h = :h, i = :i, j = :j, k = :k, l = :l, m = :m, n = :n, o = :o WHERE id = :id"), {"id": i, "a": i % 2 == 0, "b": i / 7.0, "c": "%d.005" % i, "d": "x" * (i % 6), "e": "é" * (i % 10), "f": "2024-01-%02d 10:00+02" % (i % 28 + 1), "g": "sad" if i % 2 else "glad", "h": '{"a": [1, "x,y"], "b": "%d"}' % i, "i": "00000000-0000-0000-0000-0000000000%02d" % i, "j": i, "k": "101", "l": "2024-02-29", "m": '{"b":1,  "a":2}', "n": "%d days" % i, "o": "10.0.0.%d" % i})
X
alike "a value too long for its column is refused, as it was" many 4 "SELECT count(*), count(e) FROM t" "$types" <<'X'
for i in range(1, 41):
    execute(sa.text("UPDATE t SET e = :e WHERE id = :id"), {"id": i, "e": "x" * i})
X
grep -q "one.py:8:.*too long for type character varying(9)" "$work/out.unused"
check "and the place is the statement's" $?
alike "the value of a foreign key that is not there is refused" many 4 "SELECT count(*) FROM t WHERE email IS NOT NULL" "$t; CREATE TABLE o (id TEXT PRIMARY KEY); INSERT INTO o VALUES ('x'); ALTER TABLE t ADD FOREIGN KEY (email) REFERENCES o" <<'X'
for i in range(1, 2501):
    execute(sa.text("UPDATE t SET email = :email WHERE id = :id"), {"id": i, "email": "y" if i == 2000 else "x"})
X
alike "a row that is not there changes nothing" many 0 "SELECT * FROM t ORDER BY id" "$t" <<'X'
for i in range(-5, 2600, 3):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i, "name": "name %d" % i})
X
alike "a value of another kind between" many 0 "SELECT * FROM t ORDER BY id" "$t" <<'X'
for i in range(1, 200):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": str(i) if i % 50 == 0 else i, "name": "name %d" % (i // 2)})
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i, "name": "name %d" % i})
X
single() { # single NAME MORE: `rename` is not gathered on a table of this kind
    alike "one at a time: $1" single 0 "SELECT * FROM t ORDER BY id" "$2" <<X
$rename
X
}
single "a trigger" "$t; CREATE TABLE log (n SERIAL, name TEXT); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log (name) VALUES (NEW.name); NEW.email := (SELECT count(*) FROM log); RETURN NEW; END'; CREATE TRIGGER note BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION note()"
single "a rule" "$t; CREATE TABLE log (name TEXT); CREATE RULE note AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES (NEW.name)"
single "row security" "$t; ALTER TABLE t ENABLE ROW LEVEL SECURITY"
single "a unique column" "$t; ALTER TABLE t ADD UNIQUE (name)"
single "an exclusion constraint" "$t; ALTER TABLE t ADD EXCLUDE USING btree (name WITH =)"
single "a unique expression" "$t; CREATE UNIQUE INDEX u ON t ((name || id))"
single "a unique generated column" "$t; ALTER TABLE t ADD COLUMN g TEXT GENERATED ALWAYS AS (name || 'x') STORED UNIQUE"
single "a domain" "CREATE DOMAIN label AS TEXT CHECK (length(VALUE) < 20); CREATE TABLE t (id INTEGER PRIMARY KEY, name label); INSERT INTO t SELECT i FROM generate_series(1, 2500) i"
single "a partitioned table" "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t DEFAULT; INSERT INTO t SELECT i FROM generate_series(1, 2500) i"
single "a table with heirs" "$t; CREATE TABLE t1 () INHERITS (t)"
single "a key of two columns" "CREATE TABLE t (id INTEGER, name TEXT, more INTEGER, PRIMARY KEY (id, more)); INSERT INTO t SELECT i, NULL, 1 FROM generate_series(1, 2500) i"
single "a key that is only unique" "CREATE TABLE t (id INTEGER UNIQUE, name TEXT); INSERT INTO t SELECT i FROM generate_series(1, 2500) i"
single "a view" "CREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO b SELECT i FROM generate_series(1, 2500) i; CREATE VIEW t AS SELECT * FROM b"
alike "one at a time: the key itself is set" single 0 "SELECT * FROM t ORDER BY id" "$t" <<'X'
for i in range(1, 2501):
    execute(sa.text("UPDATE t SET id = :new WHERE id = :id"), {"id": i, "new": i + 10000})
X
alike "one at a time: an expression of the row" single 0 "SELECT * FROM t ORDER BY id" "$t" <<'X'
for i in range(1, 2501):
    execute(sa.text("UPDATE t SET name = name || :name WHERE id = :id"), {"id": i % 5, "name": "%d" % i})
X
alike "one at a time: another column" single 0 "SELECT * FROM t ORDER BY id" "$t" <<'X'
for i in range(1, 301):
    execute(sa.text("UPDATE t SET email = :email WHERE name = :name"), {"name": "Name %d" % i, "email": "x"})
X
alike "one at a time: statements that take turns" single 0 "SELECT * FROM t ORDER BY id" "$t" <<'X'
for i in range(1, 301):
    execute(sa.text("UPDATE t SET email = :email WHERE id = :id"), {"id": i, "email": "x"})
    execute(sa.text("UPDATE t SET name = email WHERE id = :id"), {"id": i})
X
alike "a trigger made between two loops" many 0 "SELECT * FROM t ORDER BY id" "$t" <<X
$rename
op.execute("CREATE FUNCTION mark() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.email := NEW.name; RETURN NEW; END'")
op.execute("CREATE TRIGGER mark BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION mark()")
$rename
X
alike "an autocommit block" many 0 "SELECT * FROM t ORDER BY id" "$t" <<'X'
for i in range(1, 10):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i, "name": "x"})
with op.get_context().autocommit_block():
    op.execute("UPDATE t SET email = name WHERE name = 'x'")
for i in range(5, 10):
    execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": i, "name": "y"})
X
kinds='CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, at TIMESTAMP, flag BOOLEAN, n NUMERIC); INSERT INTO t SELECT i FROM generate_series(1, 50) i'
for value in "at = datetime.datetime(2024, 1, 31, 10, 11, 12, 500000)" "flag = True" "n = decimal.Decimal('1.50')" "n = 0.1" "name = 5"; do
    alike "many at a time: ${value%%(*}" many 0 "SELECT * FROM t ORDER BY id" "$kinds" <<X
import datetime, decimal
for i in range(1, 51):
    execute(sa.text("UPDATE t SET ${value%% =*} = :value WHERE id = :id"), {"id": i, "value": ${value#*= }})
X
done
for value in "datetime.datetime(2024, 1, 31, 10, 11, 12, 500000)" True 1e16; do
    alike "a text of the server's making: ${value%%(*}" single 0 "SELECT * FROM t ORDER BY id" "$kinds" <<X
import datetime
for i in range(1, 51):
    execute(sa.text("UPDATE t SET name = :value WHERE id = :id"), {"id": i, "value": $value})
X
done
finish
