#!/bin/sh
# A preview ends, whatever the script repeats: statements, operations, questions.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project 'url="sqlite:///x.db"'
ends() { # ends NAME PATTERN [ARGUMENT...]: upgrade() on standard input
    name=$1 pattern=$2
    shift 2
    revision r1 None
    "$limbeck" "$@" sql r1 2>"$work/errors" >"$work/printed"
    check "$name: refused" "$([ $? = 3 ]; echo $?)"
    cut -c1-200 "$work/errors" | tail -20 >"$work/out"
    says "$name: says why, and at which line" "$pattern"
}
ends "statements" "r1.py:7:[59]: the preview stopped after [0-9]* statements, which take more than 512 MiB" <<'S'
while True:
    op.execute("x" * 10000000)
S
ends "operations" "r1.py:7:[59]: the preview stopped after [0-9]* statements" <<'S'
while True:
    op.add_column("t", sa.Column("a", sa.String(20), comment="x" * 100000))
S
ends "conditions" "r1.py:[89]:[0-9]*: the script needs more than 512 MiB of memory" <<'S'
x = sa.column("a") == 1
while True:
    x = sa.and_(x, sa.column("b") == "x" * 1000)
S
# A question that would not end in years is given up, as PostgreSQL gives one up after three seconds.
sqlite3 x.db "CREATE TABLE n (n); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1000) INSERT INTO n SELECT x FROM c"
revision r1 None <<'S'
rows = op.get_bind().execute(sa.text("SELECT count(*) FROM n a, n b, n c, n d, n e WHERE a.n + b.n + c.n = -d.n - e.n")).fetchall()
op.execute("SELECT 'after'")
S
timeout 30 "$limbeck" losses r1 >"$work/out" 2>&1
check "a question without end to SQLite is given up" "$([ $? != 124 ]; echo $?)"
finish
