#!/bin/sh
# The sample project under the real Alembic and under limbeck, either taking over
# from the other; the final schema and data are the same on both databases.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cp -r "$sample" "$work/shop"
cd "$work/shop" || exit 1
rm -f ./*.db

psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -v ON_ERROR_STOP=1 "$@"; }
url_of() { # url_of DATABASE NAME DRIVER
    case $1 in
    sqlite) echo "sqlite$3:///$work/$2.db" ;;
    postgresql) echo "postgresql$3://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/$2" ;;
    esac
}
make_database() { [ "$1" = sqlite ] || psql_do -d postgres -c "CREATE DATABASE $2"; }
# The moment of insertion differs, how the two SQLAlchemys put a default, and the
# place of a row in its file after an UPDATE; COPY's heading keeps the columns' order.
dump() { # dump DATABASE NAME
    case $1 in
    sqlite) sqlite3 "$work/$2.db" .dump | sed -E -e 's/DEFAULT \(([A-Z0-9_]+)\)/DEFAULT \1/' ;;
    postgresql) pg_dump -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck "$2" | grep -v '^\\\(un\)\?restrict' ;;
    esac | sed -E -e "s/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+(\+00)?/MOMENT/g" -e 's/ +$//' | sort
}
real() { # real DATABASE NAME WORDS...: the real Alembic
    driver=+aiosqlite
    [ "$1" = postgresql ] && driver=+asyncpg
    DATABASE_URL=$(url_of "$1" "$2" "$driver")
    export DATABASE_URL
    shift 2
    alembic "$@" >"$work/alembic.out" 2>&1
    status=$?
    unset DATABASE_URL
    [ "$status" = 0 ] || tail -5 "$work/alembic.out" | sed 's/^/# /'
    return "$status"
}
ours() { # ours DATABASE NAME WORDS...
    LIMBECK_URL=$(url_of "$1" "$2" "")
    export LIMBECK_URL
    shift 2
    "$limbeck" "$@" >"$work/limbeck.out" 2>&1
    status=$?
    unset LIMBECK_URL
    [ "$status" = 0 ] || sed 's/^/# /' "$work/limbeck.out"
    return "$status"
}

for database in sqlite postgresql; do
    make_database $database theirs
    make_database $database ours
    real $database theirs upgrade head
    check "$database: Alembic goes up" $?
    ours $database ours upgrade head
    check "$database: limbeck goes up" $?
    dump $database theirs >"$work/theirs.sql"
    dump $database ours >"$work/ours.sql"
    same "$database: the same schema and data at head" "$work/theirs.sql" "$work/ours.sql"

    ours $database theirs upgrade head
    check "$database: limbeck has nothing to do where Alembic was" $?
    real $database ours upgrade head
    check "$database: Alembic has nothing to do where limbeck was" $?

    ours $database theirs downgrade base
    check "$database: limbeck takes Alembic's database down" $?
    real $database ours downgrade base
    check "$database: Alembic takes limbeck's database down" $?
    dump $database theirs >"$work/theirs.sql"
    dump $database ours >"$work/ours.sql"
    same "$database: the same at base" "$work/ours.sql" "$work/theirs.sql"
done

# Half-way, in turns.
make_database postgresql turns
real postgresql turns upgrade a3f5194c0b2d && ours postgresql turns upgrade billing@head && real postgresql turns upgrade heads &&
    ours postgresql turns downgrade f84a6e915072 && real postgresql turns downgrade a3f5194c0b2d && ours postgresql turns upgrade heads
check "postgresql: in turns, across branches and the merge" $?
dump postgresql turns >"$work/turns.sql"
ours postgresql theirs upgrade head
dump postgresql theirs >"$work/theirs.sql"
same "postgresql: the same after turns as after one way up" "$work/theirs.sql" "$work/turns.sql"
finish
