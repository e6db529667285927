#!/bin/sh
# Whatever way a step destroys or overwrites data: kept with --stash it is there again after
# --put-back, or limbeck says that it is not, and keeps what it has.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project "render_as_batch=True"
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U "${as:-limbeck}" -t -A -d "${on:-keeping}" "$@"; }
on=postgres psql_do -c "CREATE DATABASE keeping" -c "CREATE ROLE keeping_owner LOGIN PASSWORD 's3cret-word'"
use() {
    kind=$1
    case $1 in
    sqlite) export LIMBECK_URL="sqlite:///$work/p/x.db" ;;
    postgresql) export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/keeping" ;;
    esac
}
sql() {
    case $kind in
    sqlite) sqlite3 "$work/p/x.db" "PRAGMA foreign_keys = 1" "$1" ;;
    postgresql) psql_do -c "$1" ;;
    esac
}
with() { "$limbeck" "$@" >"$work/out" 2>&1; }
fresh() {
    rm -f alembic/versions/*.py "$work/p/x.db"
    [ $kind = sqlite ] || psql_do -c "DROP SCHEMA IF EXISTS public CASCADE" -c "CREATE SCHEMA public" -c "GRANT ALL ON SCHEMA public TO PUBLIC" 2>/dev/null
}
look() {
    sql "SELECT id, name, n, note FROM t ORDER BY id"
    sql "SELECT * FROM child ORDER BY id"
    sql "SELECT * FROM loose ORDER BY 1, 2"
}
base="CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(40), n NUMERIC(10, 4), note TEXT);
CREATE TABLE child (id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t (id) ON DELETE CASCADE, other INTEGER REFERENCES t (id) ON DELETE SET NULL);
CREATE TABLE loose (a INTEGER, b TEXT)"
# round NAME UP: two's downgrade() is on standard input; what it did is undone by UP and --put-back
round() {
    fresh
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n    for s in """%s""".split(";"):\n        op.execute(s)\ndef downgrade():\n    pass\n' "$base"; } >alembic/versions/one.py
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "two"\ndown_revision = "one"\ndef upgrade():\n    %s\ndef downgrade():\n' "$2"; sed 's/^/    /'; } >alembic/versions/two.py
    with upgrade one
    with stamp two
    sql "INSERT INTO t VALUES (1, 'one', 1.2345, 'x'), (2, 'it''s two', 2, NULL), (3, NULL, NULL, 'a;b'), (4, 'four', 4.4, 'y')"
    sql "INSERT INTO child VALUES (1, 1, 2), (2, 2, 1), (3, 4, 4)"
    sql "INSERT INTO loose VALUES (1, 'x'), (1, 'x'), (2, NULL)"
    look >"$work/before"
    with downgrade -1 --stash
    status=$?
    cp "$work/out" "$work/kept"
    look >"$work/between" 2>&1
    with upgrade +1 --put-back
    status=$status$?
    look >"$work/after" 2>&1
    left=$("$limbeck" stash | grep -vc "no copies are kept")
    [ $status = 00 ] && ! cmp -s "$work/before" "$work/between" && cmp -s "$work/before" "$work/after" && [ "$left" = 0 ]
    bad=$?
    [ $bad = 0 ] || { sed 's/^/# /' "$work/kept" "$work/out"; diff "$work/before" "$work/after" | sed 's/^/# /'; "$limbeck" stash | sed 's/^/# left: /'; }
    check "$kind: $1" $bad
}
for kind in sqlite postgresql; do
    use $kind
    round "UPDATE of a whole column" 'pass' <<'X'
op.execute("UPDATE t SET note = NULL")
X
    round "UPDATE of some rows, several columns" 'pass' <<'X'
op.execute("UPDATE t SET name = 'gone', note = upper(note) WHERE id > 2")
X
    round "UPDATE with a subquery" 'pass' <<'X'
op.execute("WITH c AS (SELECT count(*) AS k FROM child) UPDATE t SET n = (SELECT k FROM c) WHERE id IN (SELECT t_id FROM child)")
X
    round "UPDATE row by row, of what was asked" 'pass' <<'X'
c = op.get_bind()
for row in c.execute(sa.text("SELECT id, name FROM t")).fetchall():
    c.execute(sa.text("UPDATE t SET name = :n WHERE id = :i"), {"n": "row %d" % row.id, "i": row.id})
X
    round "UPDATE as a construct" 'pass' <<'X'
t = sa.table("t", sa.column("id"), sa.column("note"))
op.execute(t.update().where(t.c.id < 3).values(note="other"))
X
    round "ON CONFLICT DO UPDATE" 'pass' <<'X'
op.execute("INSERT INTO t (id, name) VALUES (1, 'new') ON CONFLICT (id) DO UPDATE SET name = excluded.name")
X
    round "UPDATE and then DROP COLUMN" 'op.add_column("t", sa.Column("note", sa.Text))' <<'X'
op.execute("UPDATE t SET note = NULL")
with op.batch_alter_table("t") as batch:
    batch.drop_column("note")
X
    round "UPDATE and then DROP TABLE" 'op.execute("CREATE TABLE loose (a INTEGER, b TEXT)")' <<'X'
op.execute("DELETE FROM loose")
op.drop_table("loose")
X
    round "DELETE of all rows, and what refers to them" 'pass' <<'X'
op.execute("DELETE FROM t") if op.get_bind().dialect.name == "postgresql" else op.execute("DELETE FROM child") or op.execute("DELETE FROM t")
X
    round "DELETE of some rows" 'pass' <<'X'
op.execute("DELETE FROM child WHERE t_id <> 2 OR other IS NULL")
X
    round "DELETE of one of two equal rows" 'pass' <<'X'
op.execute("DELETE FROM loose WHERE %s IN (SELECT min(%s) FROM loose)" % (("ctid",) * 2 if op.get_bind().dialect.name == "postgresql" else ("rowid",) * 2))
X
    round "DELETE and an UPDATE of the rest" 'pass' <<'X'
op.execute("UPDATE t SET note = 'z'")
op.execute("DELETE FROM child")
op.execute("UPDATE child SET other = NULL")
op.execute("UPDATE t SET name = note")
X
    round "tables that their revision seeds" 'op.execute("CREATE TABLE loose (a INTEGER, b TEXT)"); op.execute("CREATE TABLE child (id INTEGER PRIMARY KEY, t_id INTEGER, other INTEGER)"); op.execute("INSERT INTO child VALUES (1, 9, 9), (3, 4, 4)"); op.execute("INSERT INTO loose VALUES (2, NULL)")' <<'X'
op.drop_table("child")
op.drop_table("loose")
X
done
use sqlite
round "REPLACE INTO" 'pass' <<'X'
op.execute("REPLACE INTO t (id, name) VALUES (3, 'new')")
X
round "INSERT OR REPLACE" 'pass' <<'X'
op.execute("INSERT OR REPLACE INTO t (id, name) SELECT id, 'new' FROM t WHERE id = 3")
X
round "UPDATE OR REPLACE" 'pass' <<'X'
op.execute("UPDATE OR REPLACE t SET note = 'other' WHERE id = 4")
X
round "a batch to a type that holds less" 'with op.batch_alter_table("t") as batch: batch.alter_column("n", existing_type=sa.Integer, type_=sa.Numeric(10, 4))' <<'X'
with op.batch_alter_table("t") as batch:
    batch.alter_column("n", existing_type=sa.Numeric(10, 4), type_=sa.Integer)
X
use postgresql
round "MERGE" 'pass' <<'X'
op.execute("MERGE INTO t USING (VALUES (1, 'new'), (3, 'new')) AS v (id, name) ON t.id = v.id "
           "WHEN MATCHED AND t.id = 1 THEN UPDATE SET name = v.name WHEN MATCHED THEN DELETE")
X
round "TRUNCATE with what refers to it" 'pass' <<'X'
op.execute("TRUNCATE t, loose CASCADE")
X
round "DELETE with what refers to it" 'pass' <<'X'
op.execute("DELETE FROM t WHERE id IN (1, 4)")
X
round "a type that holds less" 'op.alter_column("t", "name", type_=sa.String(40)) or op.alter_column("t", "n", type_=sa.Numeric(10, 4))' <<'X'
op.alter_column("t", "name", type_=sa.String(3), postgresql_using="name::varchar(3)")
op.execute("ALTER TABLE t ALTER n TYPE numeric(10, 1)")
X
round "in a DO block" 'pass' <<'X'
op.execute("DO $$ BEGIN IF true THEN DELETE FROM loose; END IF; UPDATE t SET note = NULL; END $$")
X
# what is overwritten and deleted is counted before
for kind in sqlite postgresql; do
    use $kind
    round "is counted before" 'pass' <<'X'
op.execute("UPDATE t SET note = 'z'")
op.execute("UPDATE t SET n = 0 WHERE id > 2")
op.execute("DELETE FROM child WHERE id > 1")
op.execute("DELETE FROM loose")
t = sa.table("t", sa.column("id"), sa.column("name"))
op.execute(t.update().values(name="other"))
X
    with losses one
    grep -v "made by" "$work/out" >"$work/got"
    # Where foreign keys are enforced, the UPDATEs before it may have changed rows of the table that refers to t.
    [ "$kind" = sqlite ] && referring="2 rows" || referring="up to 3 rows"
    cat >"$work/wanted" <<X
down two  
    overwrites column t.note: 3 values in 4 rows
    overwrites column t.n: up to 3 values in 4 rows
    deletes rows of table child: $referring
    deletes rows of table loose: 3 rows
    overwrites column t.name: up to 3 values in 4 rows
X
    same "$kind: the figures" "$work/wanted" "$work/got"
done
# two steps: what the first overwrites is there again, though the second drops the column
for kind in sqlite postgresql; do
    use $kind
    fresh
    revision one None <<'X'
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
X
    revision two '"one"' <<'X'
op.add_column("t", sa.Column("ref", sa.Text))
X
    sed -i 's/^    pass/    with op.batch_alter_table("t") as batch: batch.drop_column("ref")/' alembic/versions/two.py
    revision three '"two"' <<'X'
op.execute("UPDATE t SET ref = 'O-' || id")
X
    sed -i 's/^    pass/    op.execute("UPDATE t SET ref = NULL")/' alembic/versions/three.py
    with upgrade two
    sql "INSERT INTO t VALUES (1, 'a', NULL), (2, 'b', NULL), (3, 'c', NULL)"
    with upgrade three
    sql "UPDATE t SET ref = 'HAND-EDITED' WHERE id < 3"
    with downgrade one --stash
    with upgrade three --put-back
    got=$(sql "SELECT ref FROM t ORDER BY id" | tr '\n' ' ')
    check "$kind: an UPDATE in one step, DROP COLUMN in the next ($got)" "$([ "$got" = "HAND-EDITED HAND-EDITED O-3 " ] && [ "$("$limbeck" stash)" = "no copies are kept in this database" ]; echo $?)"

    # what cannot be put back stays, and is told
    with downgrade two --stash
    sql "DELETE FROM t WHERE id = 2"
    with upgrade three --put-back
    says "$kind: what could not be put back is told" "put back column t.ref, 2 of 3 values; 1 could not be: their rows are gone. limbeck_stash_1 stays"
    with stash
    says "$kind: and stays" "column t.ref, 3 "
    with stash --drop 1

    # an upgrade keeps too, and a change of nothing keeps nothing
    revision four '"three"' <<'X'
op.execute("UPDATE t SET name = name")
X
    with upgrade four --stash
    check "$kind: what was left as it was is not kept" "$([ $? = 0 ] && [ "$("$limbeck" stash)" = "no copies are kept in this database" ]; echo $?)"

    # in batches: kept before the first, whatever interrupts
    revision four '"three"' <<'X'
op.execute("UPDATE t SET name = CASE WHEN id = 900 AND ref = 'bad' THEN %s ELSE 'same' END" % ("(1 / (id - 900))::text" if op.get_bind().dialect.name == "postgresql" else "abs(-9223372036854775808)"))
X
    with stamp three
    sql "DELETE FROM t"
    sql "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 1000) INSERT INTO t SELECT i, 'name ' || i, CASE i WHEN 900 THEN 'bad' END FROM s"
    with upgrade four --stash --batch-size 100
    check "$kind: a batch fails" "$([ $? = 4 ] && [ "$(sql "SELECT count(*) FROM t WHERE name = 'same'")" = 800 ]; echo $?)"
    with stash
    says "$kind: what was kept is listed meanwhile" "column t.name, of the upgrade of four, which is half done"
    sql "UPDATE t SET ref = NULL WHERE id = 900"
    with upgrade four --batch-size 100
    check "$kind: the step goes on" $?
    says "$kind: and has kept the values from before it began" "kept column t.name, 1 000 values"
    with downgrade three --put-back
    check "$kind: all are back" "$([ "$(sql "SELECT count(*) FROM t WHERE name = 'name ' || id")" = 1000 ]; echo $?)"
done

# positions of sequences
for kind in sqlite postgresql; do
    use $kind
    fresh
    revision one None <<'X'
op.create_table("s", sa.Column("id", sa.Integer, primary_key=True), sqlite_autoincrement=True)
X
    sed -i 's/^    pass/    op.drop_table("s")/' alembic/versions/one.py
    with upgrade one
    sql "INSERT INTO s VALUES (500)"
    [ $kind = sqlite ] || sql "SELECT setval('s_id_seq', 500)" >/dev/null
    sql "DELETE FROM s"
    with downgrade base --stash
    with upgrade one --put-back
    got=$(sql "INSERT INTO s DEFAULT VALUES RETURNING id")
    check "$kind: numbering goes on where it was ($got)" "$([ "$got" = 501 ]; echo $?)"
done

# a sequence of no column
use postgresql
fresh
revision one None <<'X'
op.execute("CREATE SEQUENCE tickets")
X
sed -i 's/^    pass/    op.execute("DROP SEQUENCE tickets")/' alembic/versions/one.py
with upgrade one
sql "SELECT setval('tickets', 500)" >/dev/null
with downgrade base --stash
says "DROP SEQUENCE: its position is kept" "kept the position of sequence tickets"
with upgrade one --put-back
got=$(sql "SELECT nextval('tickets')")
check "DROP SEQUENCE: and put back ($got)" "$([ "$got" = 501 ]; echo $?)"

# row level security: what is not seen cannot be kept
use postgresql
fresh
revision one None <<'X'
op.create_table("secret", sa.Column("id", sa.Integer, primary_key=True))
X
sed -i 's/^    pass/    op.drop_table("secret")/' alembic/versions/one.py
psql_do -c "GRANT ALL ON DATABASE keeping TO keeping_owner"
export LIMBECK_URL="postgresql://keeping_owner:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/keeping"
with upgrade one
as=keeping_owner psql_do -c "INSERT INTO secret SELECT generate_series(1, 2000)" -c "ALTER TABLE secret ENABLE ROW LEVEL SECURITY" -c "ALTER TABLE secret FORCE ROW LEVEL SECURITY" -c "CREATE POLICY p ON secret USING (id <= 3)"
with downgrade base --stash
check "rows that row level security hides are not given away" "$([ $? = 2 ] && [ "$(psql_do -c "SELECT count(*) FROM secret")" = 2000 ]; echo $?)"
says "and it is told" "secret cannot be kept: row level security shows role keeping_owner only a part of its rows"

with losses base
says "and no number of rows is made up" "destroys table secret: not counted: row level security shows role keeping_owner only a part of the rows"

# what cannot be kept is said before anything runs
use postgresql
# refused NAME LINE SETUP STATEMENT CHECK: nothing ran, and what would not be kept is named
refused() {
    fresh
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n    op.execute("""%s""")\ndef downgrade():\n    pass\n' "$3"; } >alembic/versions/one.py
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "two"\ndown_revision = "one"\ndef upgrade():\n    pass\ndef downgrade():\n    op.execute("UPDATE plain SET v = NULL")\n    op.execute("""%s""")\n' "$4"; } >alembic/versions/two.py
    with upgrade two
    sql "INSERT INTO plain VALUES (1, 'a'), (2, 'b')"
    before=$(sql "$5")
    with downgrade one --stash
    status=$?; cp "$work/out" "$work/kept"
    check "$1: refused before anything runs ($status)" "$(grep -q "LOSS down two, line 9: $2: NOT kept" "$work/out" && grep -q "Nothing was run" "$work/out" &&
        [ "$("$limbeck" current)" = "two (head)" ] && [ "$(sql "$5")" = "$before" ] && [ "$(sql "SELECT count(v) FROM plain")" = 2 ]; echo $?)"
    sed "s/^/# /" "$work/out"
    with downgrade one --stash-what-can-be
    check "$1: what can be kept is, where that is wanted" "$([ $? = 0 ] && grep -q "kept column plain.v, 2 values" "$work/out" && grep -q "line 9: $2: NOT kept" "$work/out" && [ "$(sql "$5")" != "$before" ]; echo $?)"
}
plain="CREATE TABLE plain (id INTEGER PRIMARY KEY, v TEXT)"
t="$plain; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y')"
count="SELECT count(*) FROM t"
refused "a DO block that executes a text" "what a DO block changes is not known before it runs" "$t" "DO \$\$ BEGIN EXECUTE 'DELETE FROM t'; END \$\$" "$count"
refused "a DO block that calls" "what a DO block changes is not known before it runs" "$t; CREATE FUNCTION clean() RETURNS void LANGUAGE sql AS 'DELETE FROM t'" "DO \$\$ BEGIN PERFORM clean(); END \$\$" "$count"
refused "CALL" "what procedure clean changes is not known before it runs" "$t; CREATE PROCEDURE clean() LANGUAGE sql AS 'DELETE FROM t'" "CALL clean()" "$count"
refused "a function of the application" "what function clean changes is not known before it runs" "$t; CREATE FUNCTION clean() RETURNS void LANGUAGE sql AS 'DELETE FROM t'" "SELECT clean()" "$count"
refused "a trigger" "table t has triggers (tell), and what they change is not known before they run" "$t; CREATE TABLE told (n integer); CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO told VALUES (1); RETURN NULL; END'; CREATE TRIGGER tell AFTER DELETE ON t FOR EACH STATEMENT EXECUTE FUNCTION tell()" "DELETE FROM t" "$count"
refused "a column without a key" "column t.a cannot be kept: restoring it needs a primary key, which the table does not have" "$plain; CREATE TABLE t AS SELECT 'x' AS a" "UPDATE t SET a = NULL" "SELECT count(a) FROM t"
refused "the key itself" "column t.id cannot be kept: it is overwritten, and rows are restored by this key" "$t" "UPDATE t SET id = id + 10" "SELECT min(id) FROM t"
refused "what refers to the rows, by a table without a key" "column c.t_id cannot be kept: restoring it needs a primary key, which the table does not have" "$t; CREATE TABLE c (t_id INTEGER REFERENCES t (id) ON DELETE SET NULL); INSERT INTO c VALUES (1)" "DELETE FROM t" "SELECT count(t_id) FROM c"
refused "a schema" "schema app cannot be kept as a whole" "$plain; CREATE SCHEMA app" "DROP SCHEMA app CASCADE" "SELECT count(*) FROM pg_namespace WHERE nspname = 'app'"

# on a terminal it is asked
answer() { # answer LETTER WORDS...
    python3 - "$@" <<'X' >"$work/out"
import os, pty, sys

child, terminal = pty.fork()
if child == 0:
    os.execv(os.environ["LIMBECK"], [os.environ["LIMBECK"]] + sys.argv[2:])
seen = b""
answered = False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    seen += part
    if not part:
        break
    if b"[y/N]" in seen and not answered:
        os.write(terminal, sys.argv[1].encode() + b"\n")
        answered = True
print(seen.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
X
}
use sqlite
fresh
revision one None <<'X'
op.execute("CREATE TABLE t (a TEXT)")
op.execute("INSERT INTO t VALUES ('x')")
X
revision two '"one"' <<'X'
op.execute("UPDATE t SET a = NULL")
X
with upgrade one
answer n upgrade two --stash
check "a terminal is asked: no" "$([ $? = 2 ] && grep -q "LOSS up two, line 6: column t.a cannot be kept" "$work/out" && [ "$(sql "SELECT a FROM t")" = x ]; echo $?)"
answer y upgrade two --stash
check "a terminal is asked: yes" "$([ $? = 0 ] && [ -z "$(sql "SELECT a FROM t")" ] && [ "$("$limbeck" current)" = "two (head)" ]; echo $?)"
use postgresql

# what the step makes itself is no loss, nor is a function that only reads
fresh
revision one None <<'X'
op.execute("CREATE TABLE t (id INTEGER)")
op.execute("CREATE FUNCTION reads() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM t'")
op.execute("UPDATE t SET id = 1")
X
revision two '"one"' <<'X'
op.execute("SELECT reads(), lower('A')")
op.create_table("mine", sa.Column("v", sa.Integer))
op.execute("UPDATE mine SET v = NULL")
op.drop_table("mine")
X
with upgrade two --stash
check "nothing is said of what is no loss" "$([ $? = 0 ] && ! grep -q "NOT kept\|LOSS" "$work/out"; echo $?)"

# what only the run shows stops it
fresh
revision one None <<'X'
op.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, what TEXT)")
op.execute("CREATE PROCEDURE clean() LANGUAGE sql AS 'DELETE FROM t'")
X
revision two '"one"' <<'X'
op.execute("UPDATE t SET what = 'CALL clean()'")
for row in op.get_bind().execute(sa.text("SELECT what FROM t")).fetchall():
    op.execute(row.what)
X
with upgrade one
sql "INSERT INTO t VALUES (1, 'a')"
with upgrade two --stash
check "what only the run shows stops it, and all is as before" "$([ $? = 2 ] && grep -q "line 8: what procedure clean changes is not known before it runs" "$work/out" && [ "$(sql "SELECT what FROM t")" = a ] && [ "$("$limbeck" current)" = one ]; echo $?)"
finish
