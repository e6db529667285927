#!/bin/sh
# limbeck test: the sample passes, and faults that were planted in a copy are found, each by
# what it is.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/postgres"
made_databases() { psql -q "$server" -t -A -c "SELECT count(*) FROM pg_database WHERE datname LIKE 'limbeck\_test\_%'"; }
cp -R "$sample" "$work/good" && cp -R "$sample" "$work/bad"
rm -f "$work"/good/*.db "$work"/bad/*.db
python3 - "$work/bad" <<'X'
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
versions = folder / "alembic" / "versions"


def change(begins, before, after):
    path, = versions.glob(begins + "*.py")
    text = path.read_text()
    assert before in text, (begins, before)
    path.write_text(text.replace(before, after))


# 1 a table that stays behind, so that the way up is barred
change("3c8ea2d5f4b6", 'op.drop_table("products")', "pass")
# 2 a downgrade that cannot run
change("70c2e619d8fa", 'op.drop_column("users", "phone")', 'op.drop_column("users", "telephone")')
# 2b a downgrade that refuses on purpose, which is no fault
path, = versions.glob("095b7fa2*.py")
text = path.read_text()
up, down = text.split("def downgrade")
path.write_text(up + 'def downgrade() -> None:\n    raise NotImplementedError(\n        "the old references are lost")\n')
# 3 an index that does not come back
path, = versions.glob("a3f5194c0b2d*.py")
text = path.read_text()
up, down = text.split("def downgrade")
path.write_text(up.rstrip() + '\n    op.drop_index("ix_orders_user_id", table_name="orders")\n\n\ndef downgrade' + down)
# 4 a second head
(versions / "feedfeedfeed_lost.py").write_text(
    'revision = "feedfeedfeed"\ndown_revision = "1a6c80b37294"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n')
# 5 models that know more
models = folder / "app" / "models.py"
models.write_text(models.read_text().replace("    phone = Column(String(20))\n",
                                             "    phone = Column(String(20))\n    nickname = Column(String(30))\n"))
X
for kind in sqlite postgresql; do
    [ "$kind" = postgresql ] && export LIMBECK_URL="$server"
    cd "$work/good" || exit 1
    "$limbeck" test >"$work/out" 2>"$work/errors"
    check "$kind: the sample passes" $?
    check "$kind: every revision was tried" "$([ "$(grep -c '^ok .*: up, down and up again' "$work/out")" = 18 ]; echo $?)"
    check "$kind: what a script allows is told" "$(grep -q 'does not restore the schema before upgrade(), as the script says' "$work/out"; echo $?)"
    cd "$work/bad" || exit 1
    "$limbeck" test --junit "$work/report.xml" >"$work/out" 2>"$work/errors"
    check "$kind: with faults it exits with 1" "$([ $? = 1 ]; echo $?)"
    check "$kind: two heads" "$(grep -q '2 heads: .*feedfeedfeed' "$work/out"; echo $?)"
    found() { # found REVISION WORDS: in what is told of it
        awk -v id="$1" '/^(ok|FAILED|skipped|one-way)/{ of = index($0, id) } of' "$work/out" | grep -q -- "$2"
        check "$kind: $1: $2" $?
    }
    found 3c8ea2d5f4b6 "+ table products"
    found 3c8ea2d5f4b6 "upgrade() fails after downgrade()"
    found 70c2e619d8fa "downgrade() fails: .*telephone"
    found 095b7fa2 "downgrade() refuses: NotImplementedError: the old references are lost (line "
    check "$kind: a refusal on purpose is one-way, not failed" "$(grep -q '^one-way *095b7fa2' "$work/out" && grep -q ' passed, 1 one-way, ' "$work/out"; echo $?)"
    found a3f5194c0b2d "- index orders.ix_orders_user_id"
    found "the models match" "+ column users.nickname"
    check "$kind: nothing else is found" "$([ "$(grep -c '^FAILED ' "$work/out")" = 5 ]; echo $?)"
    python3 -c 'import sys, xml.etree.ElementTree as tree; suite = tree.parse(sys.argv[1]).getroot(); sys.exit(suite.get("failures") != "5" or len(suite.findall("testcase/failure")) != 5)' "$work/report.xml"
    check "$kind: JUnit's report says the same" $?
    "$limbeck" test --tap >"$work/out" 2>"$work/errors"
    check "$kind: as TAP" "$([ "$(grep -c '^not ok ' "$work/out")" = 5 ] && grep -qx "1\.\.$(grep -c 'ok [0-9]' "$work/out")" "$work/out"; echo $?)"
done
plain_project
revision a None <<'X'
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))
X
revision b '"a"' <<'X'
op.execute("CREATE VIEW v AS SELECT id FROM t")
if op.get_context().dialect.name == "sqlite":
    op.execute("CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END")
else:
    op.execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
    op.execute("CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()")
X
sed -i 's/^    pass$/    op.drop_table("t")/' alembic/versions/a.py
for kind in sqlite postgresql; do
    [ "$kind" = sqlite ] && export LIMBECK_URL=sqlite:///:memory: || export LIMBECK_URL="$server"
    "$limbeck" test >"$work/out" 2>"$work/errors"
    says "$kind: a view that downgrade() leaves" "^ *+ view v$"
    says "$kind: a trigger" "^ *+ trigger r of t$"
done
says "and its function" "^ *+ function f()$"
cd "$work/good" || exit 1
cp alembic.ini plain.ini
for mark in "read_only = true" "confirm = typed"; do
    { cat plain.ini; printf '\n[limbeck]\n%s\n' "$mark"; } >alembic.ini
    "$limbeck" test >"$work/out" 2>"$work/errors"
    check "$mark: not on that server" "$([ $? = 2 ] && grep -q "\[limbeck\] has $mark: no scratch database" "$work/errors"; echo $?)"
    "$limbeck" --url sqlite:///:memory: test >"$work/out" 2>"$work/errors"
    check "$mark: in memory it goes" $?
done
# ---- left by one that was killed -----------------------------------------------------------
mkdir -p "$work/slow" && cd "$work/slow" && work_before=$work && work=$work/slow && plain_project && work=$work_before
revision waits None <<X
op.execute("SELECT pg_sleep(60)")
X
asked() { psql -q "$server" -t -A -c "$1"; }
used="SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'limbeck\_test\_%'"
LIMBECK_URL="$server" "$limbeck" test >/dev/null 2>&1 &
runner=$!
until [ "$(asked "$used AND wait_event = 'PgSleep'")" = 1 ]; do :; done
left=limbeck_test_${runner}_1
cd "$work/good" && cp plain.ini alembic.ini
LIMBECK_URL="$server" "$limbeck" test >"$work/out" 2>"$work/errors"
check "one that is at work keeps its database" "$([ $? = 0 ] && [ "$(made_databases)" = 1 ]; echo $?)"
kill -KILL $runner
wait $runner 2>/dev/null
until [ "$(asked "$used")" = 0 ]; do :; done
asked "CREATE DATABASE limbeck_test_1_1"
LIMBECK_URL="$server" "$limbeck" test >"$work/out" 2>"$work/errors"
check "that of one that was killed is dropped by the next" "$([ $? = 0 ] && grep -q "^notice: dropped the database $left," "$work/errors"; echo $?)"
check "one of which nothing is known is named" "$(grep -q "DROP DATABASE limbeck_test_1_1 removes it" "$work/errors" && [ "$(made_databases)" = 1 ]; echo $?)"
asked "DROP DATABASE limbeck_test_1_1"
check "no database stays behind" "$([ "$(made_databases)" = 0 ]; echo $?)"
check "nor is the project's own touched" "$([ ! -e "$work/good/shop.db" ] && [ ! -e "$work/bad/shop.db" ]; echo $?)"
finish
