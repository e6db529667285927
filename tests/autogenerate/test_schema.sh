#!/bin/sh
# The schema that scripts make, told without a database, is the one that the catalogue has;
# and what is another in the database is found, with the revision it comes from.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE drifting"
use() {
    case $1 in
    sqlite) export LIMBECK_URL="sqlite:///$work/$2.db" ;;
    postgresql)
        export LIMBECK_URL="$server/drifting"
        psql -q "$LIMBECK_URL" -c "DROP SCHEMA public CASCADE; CREATE SCHEMA public" 2>/dev/null
        ;;
    esac
}
sql() {
    case $LIMBECK_URL in
    sqlite*) sqlite3 "${LIMBECK_URL#sqlite:///}" "$1" ;;
    *) psql -q "$LIMBECK_URL" -c "$1" ;;
    esac
}
with() { "$limbeck" "$@" >"$work/out" 2>"$work/errors"; }

# ---- every revision of the sample ------------------------------------------------------------
cp -R "$sample" "$work/p" && cd "$work/p" || exit 1
rm -f ./*.db
for kind in sqlite postgresql; do
    use $kind sample
    equal=0
    for revision in $("$limbeck" --json plan heads --from base | sed -n 's/.*"revision": "\(.*\)".*/\1/p'); do
        with upgrade "$revision" && with drift && equal=$((equal + 1)) || sed 's/^/# /' "$work/out"
    done
    check "$kind: the schema of 18 revisions is the catalogue's" "$([ $equal = 18 ]; echo $?)"
    with diff base heads
    says "$kind: diff from nothing" "+ table audit_log  (made by 3e7f90d15b28)"
    with diff 92e4083bfa1c 81d3f72ae90b
    says "$kind: diff the other way round" "+ column users.name"
    with schema 70c2 --table users
    says "$kind: a table at a revision" "phone VARCHAR(20)"
    with schema 70c2 --table nosuch
    check "$kind: no such table" "$([ $? = 2 ]; echo $?)"
    sql "DROP INDEX ix_invoices_currency"
    sql "ALTER TABLE warehouses ADD COLUMN extra INTEGER"
    with drift
    check "$kind: drift exits with 1" "$([ $? = 1 ]; echo $?)"
    says "$kind: what is gone, and whose it was" "+ index invoices.ix_invoices_currency  (made by c5173b6e2d4f)"
    says "$kind: what nobody made" "- column warehouses.extra$"
    with drift --sql
    says "$kind: the SQL that mends it" "^ALTER TABLE warehouses DROP COLUMN extra;$"
    "$limbeck" --json drift >"$work/out" 2>/dev/null
    sed '/^FAILED/d' "$work/out" | python3 -c 'import json, sys; sys.exit(len(json.load(sys.stdin)["changes"]) != 2)'
    check "$kind: as JSON" $?
done

# ---- what a server prints in other words -----------------------------------------------------------
rm -rf "$work/p"
plain_project
revision a None <<'X'
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Text), sa.CheckConstraint("t.a > 1 AND t.b <> 't.a'", name="ck_t"))
op.create_index("i", "t", ["a"], postgresql_where=sa.text("t.b IS NOT NULL AND t.b = 'new t.b'"), postgresql_using="btree")
X
for kind in sqlite postgresql; do
    use $kind words
    with upgrade head && with drift
    check "$kind: columns with their table, the usual index method" $?
    sed 's/^/# /' "$work/out"
done
sql "DROP INDEX i; CREATE INDEX i ON t (a) WHERE b = 'new a' AND b IS NOT NULL"
with drift
check "postgresql: a string is compared as it is" "$([ $? = 1 ]; echo $?)"

# ---- the server's own form of expressions ----------------------------------------------------------
rm -rf "$work/p"
plain_project
revision a None <<'X'
from sqlalchemy.dialects import postgresql
op.create_table("t", sa.Column("a", sa.Integer, unique=True), sa.Column("b", sa.Text), sa.Column("c", sa.Boolean, server_default="FALSE"),
                sa.Column("d", sa.Integer, server_default=sa.text("1 + 2")), sa.Column("e", sa.DateTime, server_default=sa.text("CURRENT_TIMESTAMP")),
                sa.Column("f", sa.Integer, sa.Computed("a*2")), sa.Column("j", postgresql.JSONB),
                sa.UniqueConstraint("a"), sa.CheckConstraint("""jsonb_typeof(j) = 'object' and
                    not jsonb_path_exists(j, '$.* ? (@.type() <> "string")')""", name="flat"),
                sa.CheckConstraint("a > 1 AND (a < 5 OR b = 'x')", name="mixed"), sa.CheckConstraint("b LIKE 'x%' OR b IN ('y', 'z')"))
op.create_index(op.f("ix_t_b_with_a_name_that_is_longer_than_sixty_three_characters_long"), "t", ["b"])
op.execute("CREATE INDEX fullname ON t ((CASE WHEN b IS NULL OR b = '' THEN 'none' ELSE lower(b) END) desc, a) WHERE b != 'x'")
op.execute("ALTER TABLE t ADD CONSTRAINT a_name_in_sql_that_is_longer_than_sixty_three_characters_as_well CHECK (d > 0)")
X
use postgresql forms
with upgrade head && with drift
check "postgresql: expressions that the server prints in other words are no drift" $?
sed 's/^/# /' "$work/out"
for change in "CONSTRAINT mixed CHECK ((a > 1 AND a < 5) OR b = 'x')" "CONSTRAINT mixed CHECK (a > 1 AND (a < 5 OR b = 'X'))"; do
    sql "ALTER TABLE t DROP CONSTRAINT mixed, ADD $change"
    with drift
    check "postgresql: $change is" "$([ $? = 1 ] && grep -q 'check t.mixed  (made by a)' "$work/out"; echo $?)"
done
sql "ALTER TABLE t DROP CONSTRAINT mixed, ADD CONSTRAINT mixed CHECK (((((a > 1)) AND (b = 'x' OR a < 5)) AND (true)))"
with drift
check "postgresql: another order of the parts is" "$([ $? = 1 ]; echo $?)"
sql "ALTER TABLE t DROP CONSTRAINT mixed, ADD CONSTRAINT mixed CHECK (((a > 1) AND (((a < 5)) OR b = 'x'::text)));
     ALTER TABLE t ALTER c SET DEFAULT 'f'::boolean, ALTER d SET DEFAULT 3"
with drift
check "postgresql: parentheses, casts and constant parts are not" $?
sql "DROP INDEX fullname; CREATE INDEX fullname ON t ((CASE WHEN b IS NULL OR b = '' THEN 'none' ELSE upper(b) END) desc, a) WHERE b != 'x';
     ALTER TABLE t ALTER d SET DEFAULT 4"
with drift
says "postgresql: an index on another expression is found" "+ index t.fullname"
says "postgresql: and a default of another value" "~ column t.d: default"

# ---- revisions that cannot be read ----------------------------------------------------------------
revision b '"a"' <<'X'
op.add_column("t", sa.Column("before", sa.Integer))
if op.get_bind().execute(sa.text("SELECT length(current_user)")).scalar() > 0:
    op.add_column("t", sa.Column("after", sa.Integer))
X
use postgresql unread
sql "CREATE SCHEMA extra; CREATE EXTENSION pg_trgm"
with upgrade head && with drift
check "drift: what an unread revision may have made is not a difference" $?
says "it is told apart" "  ? - column t.after  (b)"
says "and nothing is claimed" "^no difference in what limbeck could read$"
with drift --sql
check "no SQL is written for it" "$(grep -q '^ALTER' "$work/out"; [ $? = 1 ]; echo $?)"
check "the way to be sure is named" "$(grep -q 'drift --executed' "$work/errors"; echo $?)"
with drift --executed
check "a scratch database is sure" "$([ $? = 0 ] && grep -q '^the database matches its revisions$' "$work/out"; echo $?)"
sql "ALTER TABLE t DROP COLUMN after; CREATE VIEW made_by_hand AS SELECT 1 AS one"
with drift --executed
check "with it a column that an unread revision made is missed" "$([ $? = 1 ] && grep -q '^  + column t.after' "$work/out"; echo $?)"
says "and a view that no revision makes is found" "^  - view made_by_hand"
check "the scratch database is dropped" "$(psql -Atq "$server/postgres" -c "SELECT count(*) FROM pg_database WHERE datname LIKE 'limbeck_test%'" | grep -qx 0; echo $?)"
sql "DROP VIEW made_by_hand; ALTER TABLE t ADD COLUMN after integer"
sql "CREATE TABLE other (id integer)"
with drift
check "a table that no unread revision names is a difference" "$([ $? = 1 ] && grep -q '^  - table other' "$work/out"; echo $?)"

# ---- what an index has beside its keys -----------------------------------------------------------
rm -rf "$work/p"
plain_project
revision a None <<'X'
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.Column("c", sa.Integer))
op.create_index("i", "t", ["a"], postgresql_include=["b"], postgresql_with={"fillfactor": 70})
op.execute("CREATE INDEX j ON t (a) INCLUDE (b, c) WITH (fillfactor = 60)")
X
use postgresql indexes
with upgrade head && with drift
check "indexes with more than keys are as their revision says" $?
for change in "i:INCLUDE (c) WITH (fillfactor = 70)" "i:INCLUDE (b) WITH (fillfactor = 71)" "i:INCLUDE (b)" "j:INCLUDE (b) WITH (fillfactor = 60)"; do
    sql "BEGIN; DROP INDEX ${change%%:*}; CREATE INDEX ${change%%:*} ON t (a) ${change#*:}; COMMIT"
    with drift
    check "an index made anew with $change is found" "$([ $? = 1 ] && grep -q "index t.${change%%:*}" "$work/out"; echo $?)"
    with drift --sql
    sql "BEGIN; $(grep INDEX "$work/out") COMMIT"
    with drift
    check "and its SQL mends it" $?
done

# ---- raw SQL ----------------------------------------------------------------------------------
unset LIMBECK_URL
rm -rf "$work/p"
plain_project
revision a None <<'X'
op.execute("""
    CREATE TABLE "Parents" (id serial PRIMARY KEY, code varchar(10) UNIQUE, kind text DEFAULT 'x;y' NOT NULL,
                            CHECK (char_length(code) > 2));
    CREATE TABLE IF NOT EXISTS children (
        id int8 NOT NULL, parent int REFERENCES "Parents" ON DELETE CASCADE,
        price numeric(10, 2) NOT NULL DEFAULT 0 CHECK (price >= 0), made timestamptz DEFAULT now(),
        twice numeric GENERATED ALWAYS AS (price * 2) STORED, -- a comment; with a semicolon
        CONSTRAINT children_pk PRIMARY KEY (id), CONSTRAINT one_price UNIQUE (parent, price))
""")
op.execute("CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE SEQUENCE counter START 7")
op.execute("ALTER TABLE children ADD COLUMN feels mood, ADD note varchar(20)")
op.execute("CREATE INDEX IF NOT EXISTS made_ix ON children USING btree (made DESC, lower(note)) WHERE price > 1")
op.execute("CREATE UNIQUE INDEX wide_ix ON children (parent int4_ops) INCLUDE (price, made) "
           "NULLS NOT DISTINCT WITH (fillfactor = 70)")
op.execute("CREATE INDEX trail_ix ON children USING gin (to_tsvector('simple', note)) WITH (fastupdate=off)")
X
revision b '"a"' <<'X'
op.execute("ALTER TABLE children RENAME COLUMN note TO remark")
op.execute("ALTER TABLE children ALTER remark TYPE text, ALTER COLUMN price DROP DEFAULT, ALTER remark SET NOT NULL")
op.execute("COMMENT ON TABLE children IS 'it''s theirs'")
op.execute("COMMENT ON COLUMN children.feels IS 'how'")
op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'mixed' BEFORE 'glad'")
op.execute('ALTER TABLE "Parents" DROP CONSTRAINT "Parents_code_key"')
op.execute("DROP INDEX made_ix; DROP SEQUENCE IF EXISTS counter, nothing")
op.execute('ALTER TABLE "Parents" RENAME TO parents')
op.execute("UPDATE parents SET kind = 'z'; GRANT SELECT ON parents TO PUBLIC; CREATE VIEW v AS SELECT 1 AS one")
X
revision c '"b"' <<'X'
op.execute("DO $$ DECLARE n int; BEGIN CREATE TABLE hidden (id int); END $$")
X
revision d '"c"' <<'X'
inspector = sa.inspect(op.get_bind())
if not inspector.has_table("later") and "remark" in [c["name"] for c in inspector.get_columns("children")]:
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True))
for row in op.get_bind().execute(sa.text("SELECT id FROM parents")):
    raise SystemExit(1)
if op.get_bind().execute(sa.text("SELECT count(*) FROM parents")).scalar():
    op.drop_table("later")
X
use postgresql raw
for at in a b; do
    with upgrade $at && with drift
    check "raw SQL of $at is read as the server reads it" $?
    [ -s "$work/errors" ] && sed 's/^/# /' "$work/out" "$work/errors"
done
says "and nothing of it is unknown" "^the database matches its revisions$"
with upgrade c && with drift
check "what a DO block makes is not guessed" $?
says "it is told as not sure" "  ? - table hidden  (c)"
says "it is told as unknown" "unreadable: c: DO \$\$ DECLARE n int; BEGIN CREATE TABLE hidden"
with schema d
says "a key that does not count by itself" "id BIGINT NOT NULL"
says "inspect() is answered from the model, empty tables have no rows" "CREATE TABLE later"
says "what rests on a count is told" "unreadable: d: line 11: reads the database"
with schema b --dialect sqlite
says "another server's spelling" "CREATE TABLE parents"
finish
