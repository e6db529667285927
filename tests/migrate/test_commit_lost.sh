#!/bin/sh
# The answer to COMMIT is lost or never comes: what limbeck says, its exit status and its journal
# are what the server has.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
export XDG_STATE_HOME="$work/state"
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck "$@"; }
psql_do -d postgres -c "CREATE DATABASE commit_lost"
direct="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/commit_lost"
revision r1 None <<X
op.execute("CREATE TABLE log (n INTEGER)")
X
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
X
revision r3 '"r2"' <<X
op.execute("INSERT INTO log VALUES (2)")
with op.get_context().autocommit_block():
    op.execute("INSERT INTO log VALUES (3)")
X
proxy=
stop_proxy() { [ -z "$proxy" ] || { kill "$proxy"; wait "$proxy" 2>/dev/null; }; proxy=; }
trap 'stop_proxy; rm -rf "$work"' EXIT
through() { # through MODE NUMBER: a new proxy, whose URL is used
    stop_proxy
    rm -f "$work/port"
    mkfifo "$work/port"
    python3 "$root/tests/faults/proxy.py" "$LIMBECK_TEST_PORT" "$@" >"$work/port" 2>"$work/commits" &
    proxy=$!
    read -r port <"$work/port"
    export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$port/commit_lost"
}
stands_at() { # stands_at NAME VERSION ROWS
    got="$(psql_do -At -d commit_lost -c "SELECT version_num FROM alembic_version") $(psql_do -At -d commit_lost -c "SELECT count(*) FROM log")"
    [ "$got" = "$2 $3" ] || echo "# '$got'"
    check "$1" "$([ "$got" = "$2 $3" ]; echo $?)"
}
journal() { # journal NAME PATTERN
    LIMBECK_URL=$direct "$limbeck" journal --last 1 >"$work/out" 2>&1
    says "$1" "$2"
}
ends_with() { # ends_with NAME STATUS
    [ "$status" = "$2" ] || { echo "# status $status"; sed 's/^/# /' "$work/out"; }
    check "$1" "$([ "$status" = "$2" ]; echo $?)"
}
directly() { LIMBECK_URL=$direct "$limbeck" "$@" >/dev/null 2>&1; } # not through the proxy
run() { # run ARGUMENTS
    "$limbeck" "$@" >"$work/out" 2>&1
    status=$?
}
mark() { until grep -q "commit $1" "$work/commits"; do kill -0 "$runner" 2>/dev/null || break; done; }
leave() { # leave ARGUMENTS: a person leaves it once its COMMIT is out
    (trap - INT; exec "$limbeck" "$@") >"$work/out" 2>&1 &
    runner=$!
    mark 1
    kill -TERM $runner
    wait $runner
    status=$?
}
start_again() { # at base, without the rows
    directly downgrade base
    psql_do -d commit_lost -c "DROP TABLE log"
}
directly upgrade r1

through cut-before
run upgrade r2
ends_with "a COMMIT that never arrived fails" 4
says "and is known not to have taken effect" "COMMIT did not take effect: the server has rolled back transaction [0-9]*\\."
stands_at "so it is" r1 0
journal "and in the journal" "    failed after"

through cut-after
run upgrade r2
ends_with "a COMMIT whose answer was lost is done" 0
says "and is known to have taken effect" "notice: COMMIT took effect: transaction [0-9]* is committed"
stands_at "so it is" r2 1
journal "and in the journal" "    done after"

# the COMMIT in the middle of a step: the version row cannot tell, the transaction's number can
through cut-after 1
run upgrade r3
ends_with "a step that lost its connection in the middle fails" 4
says "what was committed is said" "1 statement was committed by the autocommit block on line 7 and stays"
stands_at "so it is" r2 2
psql_do -d commit_lost -c "DELETE FROM log WHERE n > 1"

# a path: what follows is not begun, and that is said
cp alembic/env.py "$work/env.py"
echo "from alembic import context
context.configure(transaction_per_migration=True)" >alembic/env.py
start_again
through cut-after 2
run upgrade r3
ends_with "a path stops behind the step whose COMMIT was not answered" 4
says "what is done and what is not is said" "Step 2 of 3 is committed, as the server confirms. 1 is not begun. The version table holds r2\\."
stands_at "so it is" r2 1

# the line is cut behind an answer: what follows is not begun, which is said of it and not of the step before
start_again
through cut-behind 1
run upgrade r2
ends_with "a path whose connection is cut between two steps fails" 4
says "each step is said" "1 step before this one is committed. The upgrade of r2 was not begun. The version table holds r1\\."
stands_at "so it is" r1 0
revision r4 '"r2"' <<X
op.execute("no such statement")
X
LIMBECK_URL=$direct "$limbeck" upgrade r4 >"$work/out" 2>&1
says "a step that fails behind others says what of the run stays" "1 step before this one is committed. This step is rolled back. The version table holds r2\\."
stands_at "so it is" r2 1
rm alembic/versions/r4.py
cp "$work/env.py" alembic/env.py

# a script's own COMMIT
revision r4 '"r2"' <<X
op.execute("INSERT INTO log VALUES (4)")
op.execute("COMMIT")
op.execute("INSERT INTO log VALUES (5)")
X
through cut-after
run upgrade r4
ends_with "a script's COMMIT that was not answered ends the step" 4
says "it is looked up" "1 statement was committed by the script's COMMIT on line 7 and stays. The version table holds r2\\."
stands_at "so it is" r2 2
through cut-before
"$limbeck" upgrade r4 >"$work/out" 2>&1
says "one that did not arrive kept nothing" "The script's COMMIT did not take effect: the server has rolled it back. The version table holds r2\\."
stands_at "so it is" r2 2
psql_do -d commit_lost -c "DELETE FROM log WHERE n > 1"
# what runs behind it, outside of a transaction, gets BEGIN and COMMIT
through cut-after 2
"$limbeck" upgrade r4 >"$work/out" 2>&1
says "a statement behind it is looked up" "COMMIT took effect"
says "and counted" "1 statement was committed by the script's COMMIT on line 7 and stays. 1 statement ran outside a transaction and stays. The version table holds r2\\."
stands_at "so it is" r2 3
psql_do -d commit_lost -c "DELETE FROM log WHERE n > 1"
through cut-before 2
"$limbeck" upgrade r4 >"$work/out" 2>&1
says "or known not to be there" "COMMIT did not take effect: the server has rolled back transaction [0-9]*.*1 statement was committed by the script's COMMIT on line 7 and stays. The version table holds r2\\."
stands_at "so it is" r2 2
psql_do -d commit_lost -c "DELETE FROM log WHERE n > 1"
rm alembic/versions/r4.py

# stamp, and batches: the checkpoint row tells
through cut-after
run stamp r3
ends_with "a stamp whose COMMIT was not answered is done" 0
stands_at "so it is" r3 1
directly stamp r2
revision r5 '"r2"' <<X
op.execute("UPDATE many SET n = n + 1")
X
psql_do -d commit_lost -c "CREATE TABLE many AS SELECT g AS id, 0 AS n FROM generate_series(1, 20) AS g; ALTER TABLE many ADD PRIMARY KEY (id)"
through cut-after 3
run upgrade r5 --batch-size 5
ends_with "a batch whose COMMIT was not answered ends the run" 4
says "its rows are counted" "Its batches so far are committed, 10 rows in all\\. The version table holds r2\\."
says "and what to do" "the same command resumes after them"
got=$(psql_do -At -d commit_lost -c "SELECT sum(n) FROM many")
check "so it is" "$([ "$got" = 10 ]; echo $?)"
LIMBECK_URL=$direct "$limbeck" upgrade r5 >"$work/out" 2>&1
got=$(psql_do -At -d commit_lost -c "SELECT sum(n), max(n) FROM many")
check "and the same command changes each row once" "$([ "$got" = "20|1" ]; echo $?)"
directly stamp r2
rm alembic/versions/r5.py

# a stamp that was not sent, the first COMMIT of all, and a stash that is dropped
through cut-before
run stamp r3
ends_with "a stamp whose COMMIT did not arrive fails" 4
says "and says so" "COMMIT did not take effect"
stands_at "so it is" r2 1
psql_do -d postgres -c "CREATE DATABASE commit_lost_first"
word() { [ "$1" = cut-before ] && echo "did not take effect" || echo "took effect"; }
for mode in cut-before cut-after; do
    through $mode
    "$limbeck" --url "${LIMBECK_URL}_first" ensure_version >"$work/out" 2>&1
    got="$? $(psql_do -At -d commit_lost_first -c "SELECT to_regclass('alembic_version') IS NOT NULL")"
    [ $mode = cut-before ] && wanted="4 f" || wanted="0 t"
    check "ensure_version, $mode: the table is there or not" "$([ "$got" = "$wanted" ]; echo $?)"
    says "ensure_version, $mode: which is said" "COMMIT $(word $mode)"
done
revision r6 '"r2"' <<X
op.execute("DELETE FROM log")
X
directly upgrade r6 --stash
for mode in cut-before cut-after; do
    through $mode
    "$limbeck" stash --drop 1 >"$work/out" 2>&1
    got="$? $(psql_do -At -d commit_lost -c "SELECT to_regclass('limbeck_stash_1') IS NOT NULL")"
    [ $mode = cut-before ] && wanted="4 t" || wanted="0 f"
    check "stash --drop, $mode: the copy is there or not" "$([ "$got" = "$wanted" ]; echo $?)"
    says "stash --drop, $mode: which is said" "COMMIT $(word $mode)"
done
directly stamp r2
rm alembic/versions/r6.py

# each of them can be left where COMMIT is not answered, and looks it up
directly upgrade r2
through stall
leave stamp r3
ends_with "a stamp that is not answered can be left, and is done" 0
says "and is looked up" "COMMIT took effect"
directly stamp r2

# a rehearsal is undone by what the version table says, and not only because nothing was committed
through cut-before 1 ROLLBACK
"$limbeck" rehearse r3 >"$work/out" 2>&1
check "a rehearsal whose ROLLBACK is lost is looked up" $?
says "and is undone" "undone"
through silence 1 ROLLBACK
leave rehearse r3
ends_with "and fails where that cannot be read" 4
says "which is said" "Nothing was committed: the server rolls the rehearsal back when .* The version table could not be read"

# nothing answers any more: Ctrl-C waits a moment, asks, and leaves
through stall
directly downgrade r1
psql_do -d commit_lost -c "DELETE FROM log"
leave upgrade r2
ends_with "a COMMIT that is not answered can be left, and is done" 0
says "it is said that COMMIT was sent" "notice: COMMIT is sent and not answered"
stands_at "so it is" r2 1
journal "and in the journal" "    done after"

through silence
directly downgrade r1
psql_do -d commit_lost -c "DELETE FROM log"
leave upgrade r2
ends_with "where nothing answers it is not known" 4
says "and that is said" "COMMIT was sent and not answered: whether it took effect is not known"
says "and how to see later" "limbeck current shows which revision it is, and SELECT txid_status([0-9]*)"
grep -q "olled back\|nothing" "$work/out"
check "and nothing else is said" "$([ $? != 0 ]; echo $?)"
journal "and in the journal" "    not known after"
finish
