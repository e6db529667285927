#!/bin/sh
# Values of every kind go to the database and come back the same, few of them and many (which a
# temporary file holds in between).
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE valued"
revision a None <<'P'
for name in ("given", "back"):
    op.create_table(name, sa.Column("n", sa.Integer), sa.Column("i", sa.BigInteger), sa.Column("r", sa.Float), sa.Column("t", sa.Text),
                    sa.Column("b", sa.LargeBinary), sa.Column("o", sa.Boolean))
given = [
    {"n": 1, "i": -9223372036854775807, "r": 1.5, "t": "plain", "b": b"\x00\x01\xff", "o": True},
    {"n": 2, "i": 0, "r": -1e300, "t": "it's \u00fc\u6f22 %s :x \\ \"", "b": b"", "o": False},
    {"n": 3, "i": None, "r": None, "t": None, "b": None, "o": None},
    {"n": 4, "i": 42, "r": 0.1, "t": "", "b": bytes(range(256)), "o": True},
]
insert = sa.text("INSERT INTO given (n, i, r, t, b, o) VALUES (:n, :i, :r, :t, :b, :o)")
for row in given:
    op.get_bind().execute(insert, row)
P
revision b '"a"' <<'P'
bind = op.get_bind()
if bind.dialect.name == "postgresql":
    many = "SELECT 1 AS one, i, r, t, b, octet_length(b) AS size, o FROM given, generate_series(1, 20000) AS s"
else:
    many = "SELECT 1 AS one, i, r, t, b, length(b) AS size, o FROM given, (WITH RECURSIVE s(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM s WHERE x < 20000) SELECT x FROM s)"
insert = sa.text("INSERT INTO back (n, i, r, t, b, o) VALUES (:n, :i, :r, :t, :b, :o)")
for row in bind.execute(sa.text("SELECT n, i, r, t, b, o FROM given ORDER BY n")):
    bind.execute(insert, {"n": row.n, "i": row.i, "r": row.r, "t": row._mapping["t"], "b": row.b, "o": None if row.o is None else bool(row.o)})
count, bytes_seen, total = 0, 0, 0.0
for row in bind.execute(sa.text(many)):
    count += row.one
    bytes_seen += row.size or 0
    total += row.r if row.r == 1.5 else 0
print(count, bytes_seen, total)
P
revision c '"b"' <<'P'
bind = op.get_bind()
bind.execute(sa.text("UPDATE back SET t = :t WHERE n = :n").bindparams(sa.bindparam("t", "bound")), {"n": 1})
rows = bind.execute(sa.text("SELECT t FROM back ORDER BY n")).scalars().all()
print(rows[0])
bind.execute(sa.text("SELECT 1/0 AS nothing, :x AS x"), {"x": 1}).all() if bind.dialect.name == "postgresql" else bind.execute(sa.text("SELECT nothing FROM nowhere"))
P
for kind in sqlite postgresql; do
    case $kind in
    sqlite) export LIMBECK_URL="sqlite:///$work/valued.db" ;;
    postgresql) export LIMBECK_URL="$server/valued" ;;
    esac
    sql() {
        case $kind in
        sqlite) sqlite3 "$work/valued.db" "$1" ;;
        postgresql) psql -q -t -A "$LIMBECK_URL" -c "$1" ;;
        esac
    }
    "$limbeck" upgrade b >"$work/out" 2>&1
    check "$kind: there and back" $?
    says "$kind: many of them" "80000 5180000 30000.0"
    check "$kind: each is what it was" "$([ "$(sql "SELECT count(*) FROM given g JOIN back k ON k.n = g.n WHERE g.i IS NOT DISTINCT FROM k.i AND g.r IS NOT DISTINCT FROM k.r AND g.t IS NOT DISTINCT FROM k.t AND g.b IS NOT DISTINCT FROM k.b AND g.o IS NOT DISTINCT FROM k.o")" = 4 ]; echo $?)"
    check "$kind: and as the server spells it" "$([ "$(sql "SELECT i, r, t FROM back WHERE n = 1")" = "-9223372036854775807|1.5|plain" ]; echo $?)"
    "$limbeck" upgrade c >"$work/out" 2>&1
    check "$kind: what the server refuses is its error" "$([ $? = 4 ]; echo $?)"
    check "$kind: and nothing of that revision stays" "$([ "$(sql "SELECT t FROM back WHERE n = 1")" = plain ]; echo $?)"
done

# limbeck neither sends nor reads rows of COPY; the connection can still be used.
for direction in "FROM STDIN" "TO STDOUT"; do
    printf 'from alembic import op\nrevision = "copying"\ndown_revision = "b"\ndef upgrade():\n    op.execute("COPY given %s")\ndef downgrade():\n    pass\n' "$direction" >alembic/versions/copying.py
    "$limbeck" upgrade copying >"$work/out" 2>&1
    check "COPY $direction is refused by name" "$([ $? = 4 ] && grep -q "COPY $direction: limbeck " "$work/out"; echo $?)"
done

# ---- bytes that are no text, in what is shown -------------------------------------------------------
rm alembic/versions/copying.py
revision shown '"b"' <<'P'
op.execute(sa.table("given", sa.column("n"), sa.column("b", sa.LargeBinary)).insert().values(n=9, b=b"\x00'\xff"))
P
"$limbeck" sql shown --dialect postgresql >"$work/shown" 2>&1
check "postgresql takes them as they are shown" "$([ "$({ echo "CREATE TEMPORARY TABLE given (n integer, b bytea);"; cat "$work/shown"; echo "SELECT encode(b, 'hex') FROM given"; } | psql -qtA "$server/valued")" = 0027ff ]; echo $?)"
"$limbeck" sql shown --dialect sqlite >"$work/shown" 2>&1
check "SQLite too" "$([ "$({ echo "CREATE TABLE given (n, b);"; cat "$work/shown"; echo "SELECT lower(hex(b)) FROM given;"; } | sqlite3 :memory:)" = 0027ff ]; echo $?)"
"$limbeck" --url "$server/valued" upgrade b:shown --sql >"$work/out" 2>&1
says "--sql refuses them, as Alembic does" "bytes that are not text, as a literal"

# ---- a text that has $1 itself --------------------------------------------------------------------
# psycopg2 sends it as it is; limbeck's own numbers must not be taken for it.
rm alembic/versions/shown.py
numbered() { # numbered NAME SQL VALUES: a step that is refused with its line, and leaves nothing
    revision numbered '"b"' <<P
op.get_bind().execute(sa.text("CREATE TABLE numbers (a text, b int)"))
op.get_bind().execute(sa.text("""$2"""), $3)
P
    "$limbeck" --url "$server/valued" upgrade numbered >"$work/out" 2>&1
    status=$?
    [ "$status" = 3 ] || sed 's/^/# /' "$work/out"
    check "$1: refused with its line" "$([ "$status" = 3 ] && grep -q 'numbered.py:7:.*parameters, and \$1' "$work/out"; echo $?)"
    check "$1: nothing is there" "$([ "$(psql -qtA "$server/valued" -c "SELECT to_regclass('numbers') IS NULL, count(*) FROM pg_proc WHERE proname = 'plus'")" = 't|0' ]; echo $?)"
}
numbered "INSERT" 'INSERT INTO numbers VALUES (\$1, :n)' '{"n": 5}'
numbered "after the parameter" 'INSERT INTO numbers VALUES (:n, \$2)' '{"n": 5}'
numbered "the body of a function" "CREATE FUNCTION plus(i int) RETURNS int LANGUAGE sql AS 'SELECT \\\$1 + :n'" '{"n": 5}'
revision numbered '"b"' <<'P'
bind = op.get_bind()
bind.execute(sa.text("CREATE TABLE numbers (a text, b int)"))
bind.execute(sa.text("INSERT INTO numbers VALUES ('costs $1', :n)"), {"n": 5})
bind.execute(sa.text("CREATE FUNCTION plus(i int) RETURNS int LANGUAGE sql AS 'SELECT $1 + 1'"))
bind.execute(sa.text("COMMENT ON TABLE numbers IS :text"), {"text": "$1 and it's $2"})
P
"$limbeck" --url "$server/valued" upgrade numbered >"$work/out" 2>&1
check "within a string, without parameters and in a value it is a text" "$([ "$(psql -qtA "$server/valued" -c "SELECT a, b, plus(2), obj_description('numbers'::regclass) FROM numbers")" = "costs \$1|5|3|\$1 and it's \$2" ]; echo $?)"
revision cut '"numbered"' <<'P'
op.get_bind().execute(sa.text("COMMENT ON TABLE numbers IS :text"), {"text": "a\x00b"})
P
"$limbeck" --url "$server/valued" upgrade cut >"$work/out" 2>&1
check "a NUL in a value is an error, and nothing of the value stays" "$([ $? != 0 ] && [ "$(psql -qtA "$server/valued" -c "SELECT obj_description('numbers'::regclass)")" = "\$1 and it's \$2" ]; echo $?)"
finish
