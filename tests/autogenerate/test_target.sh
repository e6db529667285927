#!/bin/sh
# A file of SQL in place of the models: check --target, revision --autogenerate --target.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE target"
cp -R "$sample" "$work/p" && cd "$work/p" || exit 1
rm -f ./*.db
for kind in sqlite postgresql; do
    rm -f alembic/versions/zz_*.py
    case $kind in
    sqlite) export LIMBECK_URL="sqlite:///$work/target.db" ;;
    postgresql) export LIMBECK_URL="$server/target" ;;
    esac
    "$limbeck" upgrade heads >"$work/out" 2>&1
    check "$kind: the sample is there" $?
    case $kind in
    sqlite) sqlite3 "$work/target.db" .schema >wanted.sql ;;
    postgresql) pg_dump --schema-only --dbname "$LIMBECK_URL" >wanted.sql ;;
    esac
    "$limbeck" check --target wanted.sql >"$work/out" 2>&1
    check "$kind: its own dump is no difference" $?
    case $kind in
    sqlite) schema= ;;
    postgresql) schema=public. ;;
    esac
    cat >>wanted.sql <<X
ALTER TABLE ${schema}users ADD COLUMN wishes VARCHAR(30) DEFAULT 'none';
CREATE TABLE ${schema}gifts (id INTEGER NOT NULL PRIMARY KEY, "for" VARCHAR(4) NOT NULL);
CREATE INDEX ix_gifts_for ON ${schema}gifts ("for");
X
    "$limbeck" check --target wanted.sql >"$work/out" 2>&1
    check "$kind: exits with 1" "$([ $? = 1 ]; echo $?)"
    says "$kind: the column" "+ column users.wishes"
    says "$kind: the table" "+ table gifts"
    "$limbeck" revision --autogenerate -m gifts --rev-id zz --target wanted.sql >"$work/out" 2>&1
    says "$kind: what was found is told" "^detected: + table gifts"
    cat alembic/versions/zz_*.py >"$work/out"
    says "$kind: the directive" "op.create_index(op.f('ix_gifts_for'), 'gifts', \['for'\], unique=False)"
    "$limbeck" upgrade heads >"$work/out" 2>&1 && "$limbeck" check --target wanted.sql >"$work/out" 2>&1
    check "$kind: applied, it leaves nothing to do" $?
    echo "CREATE TABLE broken (" >broken.sql
    "$limbeck" check --target broken.sql >"$work/out" 2>&1
    check "$kind: exits with 4" "$([ $? = 4 ]; echo $?)"
    says "$kind: SQL that fails, and where" "^limbeck: broken.sql: "
done
printf 'SELECT 1;\n\\i other.sql\n' >broken.sql
"$limbeck" check --target broken.sql >"$work/out" 2>&1
says "a command of psql, and where" "^limbeck: broken.sql:2:1: "
"$limbeck" check --target nosuch.sql >"$work/out" 2>&1
says "no such file" "nosuch.sql"
"$limbeck" revision -m x --target wanted.sql >"$work/out" 2>&1
says "without --autogenerate" "^limbeck: --target goes with --autogenerate"
echo "SELECT pg_sleep(600) AS long_target;" >slow.sql
"$limbeck" check --target slow.sql >"$work/out" 2>&1 &
until [ "$(psql -tA "$server/postgres" -c "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%long_target%' AND pid <> pg_backend_pid()")" = 1 ]; do kill -0 $! || break; done
kill -TERM $!
wait $!
check "a target that takes long is cancelled" "$([ $? != 0 ]; echo $?)"
psql -tA "$server/postgres" -c "SELECT count(*) FROM pg_database WHERE datname LIKE 'limbeck_test%'" >"$work/out"
says "no database is left behind" "^0$"
finish
