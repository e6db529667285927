#!/bin/sh
# SQL of a script opens the database's file, and those that the ini names, on SQLite.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
export LIMBECK_URL="sqlite:///$work/app.db"
sqlite3 "$work/app.db" "CREATE TABLE kept (x); INSERT INTO kept VALUES (1)"
sqlite3 "$work/other.db" "CREATE TABLE key (word); INSERT INTO key VALUES ('s3cret-key')"
before=$(md5sum <"$work/other.db")
files() { (cd "$work" && find . -name p -prune -o -name state -prune -o -name 'app.db*' -prune -o -type f -print | grep -v '/out$\|/wanted$\|/got$\|/difference$' | sort); }
had=$(files)
refused() { # refused NAME PATTERN WORDS: upgrade() on standard input is refused, caught or not
    revision a1 None
    # shellcheck disable=SC2086 # words
    "$limbeck" $3 >"$work/out" 2>&1
    status=$?
    [ "$status" = 3 ] && grep -q "a1.py:[0-9]*:[0-9]*: .*$2" "$work/out" && grep -q "attach = PATH" "$work/out" &&
        ! grep -q s3cret "$work/out" && [ "$(files)" = "$had" ] && [ "$(md5sum <"$work/other.db")" = "$before" ]
    bad=$?
    [ $bad = 0 ] || { echo "# status $status"; sed 's/^/# /' "$work/out"; files | sed 's/^/# /'; }
    check "$1" $bad
}
for words in "upgrade heads" "rehearse heads"; do
    refused "$words: ATTACH of a new file" "'$work/new.db'" "$words" <<P
op.execute("ATTACH DATABASE '$work/new.db' AS n")
P
    refused "$words: ATTACH in several statements, and in other words" "'$work/new.db'" "$words" <<P
op.execute("/* x */ attach '$work/new.db' as n")
P
    refused "$words: a name that is computed" "a name that is computed" "$words" <<P
op.execute("ATTACH '$work/' || 'new.db' AS n")
P
    refused "$words: a name that is bound" "a name that is computed" "$words" <<P
op.get_bind().execute(sa.text("ATTACH :name AS n"), {"name": "$work/new.db"})
P
    refused "$words: a file: URI" "'file:$work/new.db?mode=rwc'" "$words" <<P
op.execute(sa.text("ATTACH 'file\\:$work/new.db?mode=rwc' AS n"))
P
    refused "$words: reading another database" "'$work/other.db'" "$words" <<P
op.execute("ATTACH '$work/other.db' AS n")
print(op.get_bind().execute(sa.text("SELECT word FROM n.key")).scalar())
P
    refused "$words: a refusal cannot be caught" "'$work/new.db'" "$words" <<P
try:
    op.execute("ATTACH '$work/new.db' AS n")
except Exception:
    pass
P
    refused "$words: VACUUM INTO" "'$work/new.db'" "$words" <<P
with op.get_context().autocommit_block():
    op.execute("VACUUM INTO '$work/new.db'")
P
    refused "$words: the folder of temporary files" "'temp_store_directory'" "$words" <<P
op.execute("PRAGMA temp_store_directory = '$work'")
P
    refused "$words: load_extension()" "'load_extension'" "$words" <<P
op.execute("SELECT load_extension('$work/none.so')")
P
done
revision a1 None <<'P'
op.execute("ATTACH ':memory:' AS m")
op.execute("CREATE TABLE m.t (x)")
op.execute("ATTACH '' AS temporary_one")
with op.get_context().autocommit_block():
    op.execute("VACUUM")
op.create_table("t", sa.Column("x", sa.Integer))
P
"$limbeck" upgrade heads >"$work/out" 2>&1
check "memory, a nameless file and VACUUM need none" "$([ $? = 0 ] && [ "$(sqlite3 "$work/app.db" 'SELECT count(*) FROM t')" = 0 ]; echo $?)"
"$limbeck" stamp --purge base >"$work/out" 2>&1
sqlite3 "$work/app.db" "DROP TABLE t"

cat >>alembic.ini <<X
[limbeck]
attach = ../other.db, ../more.db
X
revision a1 None <<P
op.execute("ATTACH '$work/p/../other.db' AS o")
op.execute("CREATE TABLE t AS SELECT word FROM o.key")
op.execute("ATTACH '$work/more.db' AS m")
op.execute("CREATE TABLE m.t (x)")
P
"$limbeck" rehearse heads >"$work/out" 2>&1
check "a rehearsal opens no other file, named or not" "$([ $? = 3 ] && [ "$(files)" = "$had" ]; echo $?)"
"$limbeck" upgrade heads >"$work/out" 2>&1
check "files that the ini names are opened" "$([ $? = 0 ] && [ "$(sqlite3 "$work/app.db" 'SELECT word FROM t')" = s3cret-key ] && [ -e "$work/more.db" ]; echo $?)"
finish
