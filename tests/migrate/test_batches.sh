#!/bin/sh
# Changes of whole tables in batches by key, each committed: the rows in the end are
# those of one statement, and an interruption loses nothing and repeats nothing.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -t -A -d "${on:-batches}" "$@"; }
on=postgres psql_do -c "CREATE DATABASE batches"
use() { # use sqlite|postgresql
    kind=$1
    case $1 in
    sqlite) export LIMBECK_URL="sqlite:///$work/p/x.db" ;;
    postgresql) export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/batches" ;;
    esac
}
sql() {
    case $kind in
    sqlite) sqlite3 "$work/p/x.db" "$1" ;;
    postgresql) psql_do -c "$1" ;;
    esac
}
series() { # series ROWS: a query of the numbers from 1
    echo "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
}
fresh() { # fresh SQL...: an empty database with these tables
    case $kind in
    sqlite) rm -f "$work/p/x.db" ;;
    postgresql) psql_do -c "DROP SCHEMA IF EXISTS public CASCADE" -c "DROP SCHEMA IF EXISTS other CASCADE" -c "CREATE SCHEMA public" 2>/dev/null ;;
    esac
    for each; do sql "$each"; done
}
plain="CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, times INTEGER NOT NULL DEFAULT 0, other INTEGER)"
rows="INSERT INTO t (id, name, other) $(series 1000) SELECT i * 3, 'Name ' || i, i % 7 FROM s"
filled() { fresh "$plain" "$rows"; }
with() { "$limbeck" "$@" >"$work/out" 2>&1; }
# equal NAME BATCHED COLUMNS: the script stands; `tables` makes the database
equal() {
    $tables
    with upgrade head
    sql "SELECT $3 FROM $table ORDER BY $3" >"$work/whole"
    $tables
    with upgrade head --batch-size 70
    status=$?
    sql "SELECT $3 FROM $table ORDER BY $3" >"$work/batched"
    said=$(grep -c "not run in batches" "$work/out")
    pieces=$(tail -1 "$XDG_STATE_HOME/limbeck/journal.jsonl" | grep -c "limbeck_checkpoint\|) <= (")
    [ $status = 0 ] && [ -s "$work/whole" ] && cmp -s "$work/whole" "$work/batched" &&
        case $2 in
        batched) [ "$said" = 0 ] && [ "$pieces" = 1 ] ;;
        whole) [ "$said" = 1 ] && [ "$pieces" = 0 ] ;;
        one) [ "$said" = 0 ] && [ "$pieces" = 0 ] ;;
        esac
    bad=$?
    [ $bad = 0 ] || { sed 's/^/# /' "$work/out"; diff "$work/whole" "$work/batched" | head -5 | sed 's/^/# /'; }
    check "$kind: $1" $bad
}
export XDG_STATE_HOME="$work/state"
for kind in sqlite postgresql; do
    use $kind
    tables=filled table=t
    revision one None <<'X'
op.execute("UPDATE t SET times = times + 1, name = lower(name) WHERE other <> 3 -- but for these")
X
    equal "an update with a condition and a comment" batched "id, name, times"
    revision one None <<'X'
op.execute("UPDATE t SET times = times + 1")
op.add_column("t", sa.Column("more", sa.Integer))
op.execute("UPDATE t AS x SET more = x.times * 2 WHERE x.id > 100 OR x.id < 50;")
op.execute("DELETE FROM t WHERE other = 2")
X
    equal "several in one revision, with DDL between" batched "id, times, more"
    revision one None <<'X'
t = sa.table("t", sa.column("id"), sa.column("name"), sa.column("times"), sa.column("other"))
op.execute(t.update().where(t.c.other < 5).where(t.c.name != "Name 4").values(times=t.c.times + 3, name="x"))
op.get_bind().execute(sa.text("UPDATE t SET name = :name WHERE other > :least AND name <> :no"), {"least": 1, "name": "y", "no": "Name 9"})
X
    equal "constructs and parameters" batched "id, name, times"
    revision one None <<'X'
op.execute("UPDATE t SET name = (SELECT min(label) FROM labels WHERE labels.id = t.other) WHERE other IN (SELECT id FROM labels)")
X
    tables() { filled; sql "CREATE TABLE labels (id INTEGER PRIMARY KEY, label TEXT)"; sql "INSERT INTO labels VALUES (1, 'a'), (3, 'c')"; }
    tables=tables equal "a subquery of another table" batched "id, name"
    revision one None <<'X'
op.execute('UPDATE "My T" SET n = n + 1 WHERE n < 5')
X
    tables() { fresh 'CREATE TABLE "My T" ("Key" TEXT, part INTEGER, n INTEGER, PRIMARY KEY ("Key", part))' "INSERT INTO \"My T\" $(series 500) SELECT 'k;' || i % 50, i, i % 9 FROM s"; }
    tables=tables table='"My T"' equal "a key of two columns, with quotes" batched '"Key", part, n'

    revision one None <<'X'
op.execute("UPDATE t SET times = times + 1 WHERE id = 3")
X
    equal "one row by its key is no change of a table" one "id, times"
    revision one None <<'X'
op.execute("UPDATE t SET times = times + (SELECT count(*) FROM t)")
X
    equal "not one that reads its own table" whole "id, times"
    revision one None <<'X'
op.execute("UPDATE t SET id = id + 100000")
X
    equal "not one that sets the key" whole "id, times"
    revision one None <<'X'
op.execute("UPDATE t SET times = l.id FROM labels AS l WHERE l.id = t.other")
X
    tables() { filled; sql "CREATE TABLE labels (id INTEGER PRIMARY KEY)"; sql "INSERT INTO labels VALUES (1), (3)"; }
    tables=tables equal "not one that joins" whole "id, times"
    revision one None <<'X'
op.execute("UPDATE t SET times = times + 1")
X
    tables() { fresh "CREATE TABLE t (id INTEGER, times INTEGER)" "INSERT INTO t $(series 300) SELECT i, i FROM s"; }
    tables=tables equal "not without a primary key" whole "id, times"
    revision one None <<'X'
n = op.get_bind().execute(sa.text("SELECT count(*) FROM t")).scalar()
op.execute("UPDATE t SET times = %d" % n)
X
    equal "not after the script asked something" whole "id, times"
    revision one None <<'X'
n = op.get_bind().execute(sa.text("UPDATE t SET times = 5")).rowcount
op.execute("UPDATE t SET other = %d WHERE id = 3" % n)
X
    equal "not where the answer is used" whole "id, times, other"
    revision one None <<'X'
with op.get_context().autocommit_block():
    op.execute("UPDATE t SET times = times + 1")
X
    equal "not in an autocommit block" whole "id, times"

    # a checkpoint table that cannot be read is not taken for none
    filled
    sql "CREATE TABLE limbeck_checkpoint (x INTEGER)"
    "$limbeck" --json current >"$work/stdout" 2>"$work/out"
    says "$kind: what is not known is said" "notice: it is not known whether a step in batches is half done: "
    check "$kind: and is not in the JSON" "$(python3 -c 'import json, sys; sys.exit("half_done" in json.load(sys.stdin))' <"$work/stdout"; echo $?)"
    sql "DROP TABLE limbeck_checkpoint"

    # interruptions
    revision one None <<'X'
op.add_column("t", sa.Column("more", sa.Integer))
op.execute("UPDATE t SET times = times + 1, more = 100 / (name <> 'bad')::int" if op.get_context().dialect.name == "postgresql" else "UPDATE t SET times = times + 1, more = abs(CASE WHEN name = 'bad' THEN -9223372036854775807 - 1 ELSE 100 END)")
op.create_index("ix", "t", ["more"])
X
    revision two '"one"' <<'X'
op.execute("UPDATE t SET other = 0")
X
    filled
    sql "UPDATE t SET name = 'bad' WHERE id = 1800"
    with upgrade head --batch-size 100
    check "$kind: a row in the sixth batch is refused" "$([ $? = 4 ]; echo $?)"
    grep -q "Its batches so far are committed, 500 rows in all." "$work/out"
    check "$kind: and it says what stays" $?
    check "$kind: the batches before it are there" "$([ "$(sql "SELECT count(*) FROM t WHERE times = 1")" = 500 ]; echo $?)"
    check "$kind: the version is the one before" "$([ -z "$("$limbeck" current 2>/dev/null)" ]; echo $?)"
    for verb in "current" "current -v" "history -i" "plan head" "losses head" "drift"; do
        "$limbeck" $verb >"$work/stdout" 2>"$work/out"
        left=$?
        says "$kind: $verb tells of it" "notice: the upgrade of one is half done: 500 of 1 000 rows; limbeck upgrade one resumes it"
        check "$kind: $verb says nothing of it on standard output" "$(! grep -q "half done" "$work/stdout"; echo $?)"
        [ "$verb" != drift ] || check "$kind: drift is not content" "$([ $left = 1 ]; echo $?)"
    done
    figures() { "$limbeck" --json current 2>/dev/null | python3 -c 'import json, sys; print(json.load(sys.stdin)["half_done"])'; }
    got=$(figures)
    check "$kind: current --json has its figures ($got)" "$([ "$got" = "{'revision': 'one', 'direction': 'upgrade', 'rows': 500, 'total': 1000}" ]; echo $?)"
    # the table of a limbeck that did not count before
    sql "ALTER TABLE limbeck_checkpoint DROP COLUMN rows_total"
    got=$(figures)
    check "$kind: an old checkpoint has no total ($got)" "$([ "$got" = "{'revision': 'one', 'direction': 'upgrade', 'rows': 500, 'total': None}" ]; echo $?)"
    with current
    says "$kind: and is told without one" "the upgrade of one is half done: 500 rows; limbeck upgrade one resumes it"
    with downgrade base
    with stamp one
    check "$kind: no stamp over it" "$([ $? = 2 ] && [ -z "$("$limbeck" current 2>/dev/null)" ]; echo $?)"
    says "$kind: but with a word" "give --over-half-done"
    with stamp one --over-half-done
    with upgrade one
    says "$kind: an upgrade with nothing to do tells of it" "the upgrade of one is half done"
    with upgrade two
    check "$kind: another step has to wait" "$([ $? = 2 ]; echo $?)"
    grep -q "the upgrade of revision one was interrupted between two batches" "$work/out"
    check "$kind: and is told for what" $?
    with stamp base --over-half-done
    # a key that limbeck did not write is read to its end and no further, and nothing runs
    key=$(sql "SELECT after_key FROM limbeck_checkpoint")
    for wrong in i "x5;" t2:ab "t9:ab;" "t13:ab;" "t-1:;" "$key;" "i5;i6;"; do
        sql "UPDATE limbeck_checkpoint SET after_key = '$wrong'"
        with upgrade one
        check "$kind: '$wrong' is not a key" "$([ $? = 4 ] && grep -qF "limbeck_checkpoint holds '$wrong'" "$work/out" && [ "$(sql "SELECT count(*) FROM t WHERE times = 1")" = 500 ]; echo $?)"
    done
    sql "UPDATE limbeck_checkpoint SET after_key = '$key'"
    cp alembic/versions/one.py "$work/one.py"
    sed -i 's/op.add_column("t", sa.Column("more", sa.Integer))/&; op.execute("SELECT 1")/' alembic/versions/one.py
    with upgrade head
    check "$kind: a script that is another one now is refused" "$(grep -q "its script has changed since" "$work/out"; echo $?)"
    cp "$work/one.py" alembic/versions/one.py
    sql "UPDATE t SET name = 'good' WHERE id = 1800"
    sql "INSERT INTO t (id, name) VALUES (1, 'before'), (1801, 'between'), (99999, 'behind')"
    with upgrade head
    check "$kind: the same command goes on" $?
    grep -q "resumes where it was interrupted: 500 rows are done" "$work/out"
    check "$kind: and says so" $?
    got=$(sql "SELECT times, count(*) FROM t GROUP BY times ORDER BY times" | tr '\n|' '; ')
    check "$kind: every row exactly once, and no row that came behind the last ($got)" "$([ "$got" = "0 2;1 1001;" ]; echo $?)"
    check "$kind: nothing of the checkpoint is left" "$(sql "SELECT * FROM limbeck_checkpoint" >/dev/null 2>&1; [ $? != 0 ]; echo $?)"
    with upgrade head
    check "$kind: nothing is left to do" $?
    check "$kind: current --json has nothing half done" "$([ "$(figures)" = None ]; echo $?)"

    revision two '"one"' <<'X'
op.execute("UPDATE t SET other = 0")
X
    filled
    with upgrade head --batch-size 0
    check "$kind: a size of 0 is none" $?
    with downgrade base
    with upgrade head --batch-size many
    check "$kind: a size that is no number" "$([ $? = 2 ]; echo $?)"
    filled
    revision one None <<'X'
op.execute("UPDATE t SET times = times + 1")
X
    rm alembic/versions/two.py
    began=$(date +%s%N)
    with upgrade head --batch-size 100 --rows-per-second 2000
    took=$((($(date +%s%N) - began) / 1000000))
    check "$kind: 1000 rows at 2000 a second take 450 ms at least ($took)" "$([ "$took" -ge 450 ]; echo $?)"
    filled
    with rehearse head
    check "$kind: a rehearsal runs it whole" "$([ "$(sql "SELECT sum(times) FROM t")" = 0 ]; echo $?)"
done
printf '[limbeck]\nbatch_size = 10\n' >>alembic.ini
with current
check "the ini cannot choose batches" "$(grep -q "batch_size is chosen for a run" "$work/out"; echo $?)"
sed -i '/limbeck\]/,$d' alembic.ini

# A standby that does not follow is waited for.
standby=$LIMBECK_TEST_WORK/standby.$$
use postgresql
sh "$root/tests/tools/postgresql.sh" standby "$standby" "$LIMBECK_TEST_PORT" >"$work/port" 2>"$work/out"
bad=$?
[ $bad = 0 ] || sed 's/^/# /' "$work/out"
check "a standby" $bad
standby_do() { psql -q -h 127.0.0.1 -p "$(cat "$work/port")" -U limbeck -t -A -d batches -c "$1"; }
until_true() { # until_true COMMAND...: for half a minute
    for _ in $(seq 300); do "$@" && return; sleep 0.1; done
    return 1
}
filled
follows() { [ "$(standby_do "SELECT count(*) FROM t" 2>/dev/null)" = 1000 ]; }
until_true follows
standby_do "SELECT pg_wal_replay_pause()" >/dev/null
"$limbeck" upgrade head --batch-size 100 --replica-lag 8kB >"$work/out" 2>&1 &
limbeck_pid=$!
until_true grep -q "waiting for a standby that is [0-9]* kB behind" "$work/out"
check "a standby that lags is waited for" $?
done_now=$(sql "SELECT count(*) FROM t WHERE times = 1")
check "in the middle ($done_now of 1000)" "$([ "$done_now" -lt 1000 ]; echo $?)"
standby_do "SELECT pg_wal_replay_resume()" >/dev/null
wait $limbeck_pid
check "and then it goes on" $?
check "to the end" "$([ "$(sql "SELECT count(*) FROM t WHERE times = 1")" = 1000 ]; echo $?)"
sh "$root/tests/tools/postgresql.sh" stop "$standby"
rm -rf "$standby"
finish
