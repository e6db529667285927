#!/bin/sh
# What `limbeck schema` prints, loaded into an empty database, is the schema that the upgrade made: the dumps are the
# same. Views, functions, triggers and privileges that scripts make by SQL belong to it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE schema_live" -c "CREATE DATABASE schema_loaded"
empty() { psql -q "$server/$1" -c "DROP SCHEMA IF EXISTS app CASCADE" -c "DROP SCHEMA IF EXISTS \"inner\" CASCADE" -c "DROP SCHEMA public CASCADE" -c "CREATE SCHEMA public" 2>/dev/null; }
postgresql_dump() { pg_dump -s -T alembic_version -d "$server/$1" | grep -v '^--\|^$\|^.restrict\|^.unrestrict\|^SET \|set_config'; }
sqlite_dump() { sqlite3 "$1" "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic_version%' ORDER BY 1, 2" | tr -d '\n\t '; }
loads_postgresql() { # loads_postgresql NAME [REVISION]
    empty schema_live && empty schema_loaded
    export LIMBECK_URL="$server/schema_live"
    "$limbeck" upgrade "${2:-heads}" >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    "$limbeck" schema "${2:-heads}" >"$work/schema.sql" 2>"$work/errors"
    psql -q -v ON_ERROR_STOP=1 "$server/schema_loaded" -f "$work/schema.sql" >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    postgresql_dump schema_live >"$work/live" && postgresql_dump schema_loaded >"$work/loaded"
    [ -s "$work/live" ] && ! grep -q "^-- unreadable" "$work/schema.sql"
    check "postgresql: $1: all of it is read" $?
    same "postgresql: $1: the dumps are equal" "$work/live" "$work/loaded"
}
# diff --sql from nothing makes the same schema, and back again nothing is left of it.
turns_postgresql() { # turns_postgresql NAME REVISION, after loads_postgresql
    empty schema_loaded
    postgresql_dump schema_loaded >"$work/empty"
    "$limbeck" diff base "$2" --sql >"$work/diff.sql" 2>"$work/errors"
    psql -q -v ON_ERROR_STOP=1 "$server/schema_loaded" -f "$work/diff.sql" >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    postgresql_dump schema_loaded >"$work/loaded"
    same "postgresql: $1: diff --sql makes it" "$work/live" "$work/loaded"
    "$limbeck" diff "$2" base --sql >"$work/diff.sql" 2>"$work/errors"
    psql -q -v ON_ERROR_STOP=1 "$server/schema_loaded" -f "$work/diff.sql" >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    postgresql_dump schema_loaded >"$work/loaded"
    same "postgresql: $1: and back" "$work/empty" "$work/loaded"
}
loads_sqlite() {
    export LIMBECK_URL="sqlite:///$work/live.db"
    rm -f "$work/live.db" "$work/loaded.db"
    "$limbeck" upgrade "${2:-heads}" >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    "$limbeck" schema "${2:-heads}" >"$work/schema.sql" 2>"$work/errors"
    sqlite3 -bail "$work/loaded.db" <"$work/schema.sql" >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    sqlite_dump "$work/live.db" >"$work/live" && sqlite_dump "$work/loaded.db" >"$work/loaded"
    [ -s "$work/live" ] && ! grep -q "^-- unreadable" "$work/schema.sql"
    check "sqlite: $1: all of it is read" $?
    same "sqlite: $1: the dumps are equal" "$work/live" "$work/loaded"
}

cp -R "$sample" "$work/p" && cd "$work/p" || exit 1
rm -f ./*.db
loads_postgresql "the sample"
cd .. && rm -rf "$work/p"

# ---- a unique key of the primary key's columns, which one CREATE TABLE would drop -----------------
plain_project
revision a None <<'X'
op.create_table("k", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer), sa.UniqueConstraint("id", name="dropped"))
op.create_unique_constraint("uq_id", "k", ["id"])
op.create_unique_constraint("uq_a", "k", ["a"])
op.create_unique_constraint("uq_a_again", "k", ["a"])
op.create_foreign_key("fk_a", "k", "k", ["a"], ["id"])
X
loads_postgresql "keys of equal columns"
turns_postgresql "keys of equal columns" a
psql -q "$server/schema_loaded" -f "$work/schema.sql" >/dev/null 2>&1
psql -q "$server/schema_loaded" -Atc "SELECT string_agg(conname, ' ' ORDER BY conname) FROM pg_constraint WHERE contype = 'u' AND conname LIKE 'uq%'" >"$work/out"
says "all of them" "^uq_a uq_a_again uq_id$"
rm -rf "$work/p"

# ---- defaults that are written in another way than the catalogue's --------------------------------
plain_project
revision a None <<'X'
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("a", sa.String(9), server_default="'free'"), sa.Column("b", sa.String(9), server_default="it's"), sa.Column("c", sa.Text, server_default=""),
    sa.Column("d", sa.DateTime(timezone=True), server_default=sa.text("(CURRENT_TIMESTAMP)")), sa.Column("e", sa.DateTime(timezone=True), server_default=sa.func.now()),
    sa.Column("f", sa.Integer, server_default="7"), sa.Column("g", sa.Boolean, server_default="f"), sa.Column("h", sa.Numeric(4, 2), server_default="1.50"),
    sa.Column("i", sa.ARRAY(sa.Integer), server_default="{}"), sa.Column("j", sa.JSON, server_default='{"a": 1}'), sa.Column("k", sa.Date, server_default="2020-01-01"))
X
loads_postgresql "defaults"
"$limbeck" drift >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
"$limbeck" drift >"$work/out" 2>&1
check "drift finds no difference of defaults" $?
psql -q "$server/schema_live" -c "ALTER TABLE t ALTER a SET DEFAULT 'free', ALTER d SET DEFAULT '2020-01-01'" >/dev/null
"$limbeck" drift >"$work/out" 2>&1
says "another default is one" "column t.a: default"
says "and another moment" "column t.d: default"
rm -rf "$work/p"

# ---- an index whose text() holds several elements --------------------------------------------------
plain_project
revision a None <<'X'
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer), sa.Column("w", sa.Text))
op.create_index("ix_three", "t", [sa.text("n, lower(w), (coalesce(w, 'a,b')) DESC")])
op.create_index("ix_one", "t", [sa.text("coalesce(w, 'x')")])
X
loads_postgresql "an index of three elements in one text"
"$limbeck" drift >"$work/out" 2>&1
check "drift finds no difference" $?
rm -rf "$work/p"

# ---- blocks of PL/pgSQL that ask whether something is there --------------------------------------
plain_project
revision a None <<'X'
op.execute("DO $$ BEGIN CREATE TYPE mood AS ENUM ('a', 'b'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;")
op.execute("DO $$ BEGIN CREATE TYPE mood AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;")
op.execute("""
  DO $do$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'kind') THEN
        CREATE TYPE kind AS ENUM ('A', 'b'); -- a remark; with a semicolon
    END IF;
    RAISE NOTICE 'done %', 1;
  END
  $do$ LANGUAGE plpgsql""")
op.execute("DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typname = 'kind' AND e.enumlabel = 'A') AND NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typname = 'kind' AND e.enumlabel = 'a') THEN ALTER TYPE kind RENAME VALUE 'A' TO 'a'; END IF; END $$")
op.execute("CREATE TABLE t (id SERIAL PRIMARY KEY, m mood, k kind)")
op.execute("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 't' AND column_name = 'x') THEN ALTER TABLE t ADD COLUMN x integer; END IF; END $$")
op.execute("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'x') THEN ALTER TABLE t ADD COLUMN x text; END IF; END $$")
op.execute("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'ck_x') THEN ALTER TABLE t ADD CONSTRAINT ck_x CHECK (x > 0); END IF; END $$")
op.execute("DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT ck_x CHECK (x > 1); EXCEPTION WHEN duplicate_object THEN RAISE NOTICE 'there'; END $$")
op.execute("DO $$ BEGIN IF to_regclass('public.later') IS NULL THEN EXECUTE 'CREATE TABLE later (n integer DEFAULT 7)'; END IF; END $$")
op.execute("DO $$ BEGIN IF EXISTS (SELECT FROM pg_class WHERE relname = 'ix_gone') THEN DROP INDEX ix_gone; END IF; UPDATE t SET x = 1; END $$")
op.execute("DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'b') THEN EXECUTE format('ALTER TYPE %I RENAME VALUE %L TO %L', 'kind', 'b', 'it''s 100%%'); END IF; END $$")
op.execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")
op.execute("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'trg') THEN CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(); END IF; END $$")
X
loads_postgresql "guarded statements in DO blocks"
"$limbeck" drift >"$work/out" 2>&1
check "drift finds no difference after them" $?
grep -q "mood AS ENUM ('a', 'b')" "$work/schema.sql" && grep -q "VALUE\|CHECK (x > 0)" "$work/schema.sql"
check "what is there already stays" $?
for block in \
    "BEGIN IF 1 = 2 THEN DROP TABLE t; END IF; END" \
    "BEGIN IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'other') THEN DROP TABLE t; END IF; END" \
    "BEGIN IF NOT EXISTS (SELECT 1 FROM t WHERE m = 'a') THEN DROP TABLE t; END IF; END" \
    "BEGIN IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 't') THEN DROP TABLE t; ELSE CREATE TABLE t (n integer); END IF; END" \
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 't') THEN CREATE TABLE t (n integer); CREATE INDEX ix_t ON t (id); END IF; END" \
    "BEGIN ALTER TABLE t ADD COLUMN y integer; ALTER TABLE t ADD COLUMN x integer; EXCEPTION WHEN duplicate_column THEN NULL; END" \
    "BEGIN DROP TABLE t; EXCEPTION WHEN undefined_table THEN CREATE TABLE u (n integer); END" \
    "BEGIN DROP TABLE t; EXCEPTION WHEN division_by_zero THEN NULL; END" \
    "DECLARE n integer; BEGIN DROP TABLE t; END" \
    "BEGIN FOR n IN 1..2 LOOP DROP TABLE t; END LOOP; END" \
    "BEGIN EXECUTE format('DROP TABLE %I', name_of()); END" \
    "BEGIN EXECUTE format('DROP TABLE %1\$I', 't'); END" \
    "BEGIN EXECUTE format('DROP TABLE %I'); END" \
    "BEGIN EXECUTE 'DROP TABLE ' || 't'; END" \
    "BEGIN PERFORM drop_it(); END" \
    "BEGIN DROP TABLE t; RAISE EXCEPTION 'no'; END"; do
    printf 'op.execute("DO $$ %s $$")\n' "$block" | revision b '"a"'
    "$limbeck" schema b >"$work/out" 2>&1
    says "not read: $block" "^-- unreadable: b: DO"
done
rm -rf "$work/p"

# ---- sequences with options and owners --------------------------------------------------------------
plain_project
revision a None <<'X'
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer), sa.Column("m", sa.Integer))
op.create_table("gone", sa.Column("n", sa.Integer))
op.execute("create sequence s1 start 700000;")
op.execute("create sequence if not exists s2 as integer increment by 5 owned by public.t.n minvalue 3 cache 2 cycle")
op.execute("CREATE SEQUENCE s3 OWNED BY NONE; ALTER SEQUENCE s3 NO CYCLE")
op.execute("CREATE SEQUENCE dropped_with_table OWNED BY gone.n; CREATE SEQUENCE dropped_with_column; ALTER SEQUENCE dropped_with_column OWNED BY t.m")
op.execute("CREATE SEQUENCE dropped; ALTER SEQUENCE dropped INCREMENT BY 5; DROP SEQUENCE dropped")
op.execute("ALTER TABLE t ALTER COLUMN n SET DEFAULT nextval('s2')")
op.drop_table("gone")
op.drop_column("t", "m")
X
loads_postgresql "sequences with options and owners"
rm -rf "$work/p"

# ---- tables whose names are not in the order they can be made in --------------------------------
plain_project
revision a None <<'X'
op.create_table("z", sa.Column("id", sa.Integer, primary_key=True), sa.Column("kind", sa.Enum("a", "b", name="kinds")))
op.create_table("m", sa.Column("id", sa.Integer, primary_key=True), sa.Column("z", sa.Integer, sa.ForeignKey("z.id"), index=True), sa.Column("kind", postgresql.ENUM("a", "b", name="kinds", create_type=False)), sa.Column("next", sa.Integer))
op.create_table("a", sa.Column("id", sa.Integer, primary_key=True), sa.Column("m", sa.Integer, sa.ForeignKey("m.id")), sa.Column("own", sa.Integer, sa.ForeignKey("a.id")))
X
sed -i 's/^import sqlalchemy as sa/&\nfrom sqlalchemy.dialects import postgresql/' alembic/versions/a.py
loads_postgresql "foreign keys in any order"
loads_sqlite "foreign keys in any order"
revision b '"a"' <<'X'
op.create_foreign_key("fk_circle", "m", "a", ["next"], ["id"], ondelete="SET NULL")
op.create_table_comment("m", "in a circle's middle")
op.create_index("ix_lower", "a", [sa.text("(id + 1) DESC")])
X
loads_postgresql "a circle of foreign keys"
turns_postgresql "a circle of foreign keys" b
psql -q "$server/schema_live" -Atc "SELECT count(*) FROM pg_constraint WHERE conname = 'fk_circle'" >"$work/out"
says "and is there" "^1$"

# ---- what scripts make by SQL -----------------------------------------------------------------------
revision c '"b"' <<'X'
op.execute("CREATE SCHEMA app; CREATE EXTENSION IF NOT EXISTS pg_trgm")
op.execute("CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE TYPE pair AS (x integer, y integer)")
op.execute("CREATE FUNCTION low(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(t); $$")
op.create_table("words", sa.Column("id", sa.Integer, primary_key=True), sa.Column("word", sa.Text, nullable=False))
op.create_index("ix_low", "words", [sa.text("low(word)")])
op.execute("CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $x$ BEGIN NEW.word := 'a;b'; RETURN NEW; END $x$")
op.execute("CREATE TRIGGER mark BEFORE INSERT OR UPDATE OF word ON words FOR EACH ROW EXECUTE FUNCTION note()")
op.execute("CREATE VIEW short AS SELECT id FROM words WHERE length(word) < 3; CREATE MATERIALIZED VIEW many AS SELECT word, count(*) AS n FROM words GROUP BY word")
op.execute("ALTER TABLE words ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON words FOR SELECT USING (word = current_user)")
op.execute("COMMENT ON INDEX ix_low IS 'in lower case'; COMMENT ON VIEW short IS 'of two letters'; COMMENT ON FUNCTION low(text) IS 'it''s low'")
op.execute("GRANT SELECT ON short TO PUBLIC")
op.execute("CREATE SEQUENCE tickets; ALTER SEQUENCE tickets INCREMENT BY 5")
X
loads_postgresql "objects made by SQL"
turns_postgresql "objects made by SQL" c
revision d '"c"' <<'X'
op.execute("DROP VIEW short; CREATE OR REPLACE FUNCTION low(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(trim(t))'")
op.execute("CREATE VIEW short AS SELECT word FROM words; ALTER VIEW short RENAME TO brief")
op.execute("DROP TRIGGER mark ON words; CREATE TRIGGER marks AFTER DELETE ON words FOR EACH STATEMENT EXECUTE FUNCTION note()")
op.execute("ALTER INDEX ix_low RENAME TO ix_lowered; ALTER TABLE a RENAME CONSTRAINT a_pkey TO pk_a")
op.execute("ALTER TYPE kinds RENAME VALUE 'b' TO 'c'; ALTER TYPE kinds RENAME TO sorts; DROP DOMAIN positive; DROP FUNCTION IF EXISTS nothing(integer)")
op.execute("DROP MATERIALIZED VIEW many")
X
loads_postgresql "objects replaced, renamed and dropped"
"$limbeck" diff c d >"$work/out" 2>&1
says "diff names the functions that change" "~ function low  (made by d)"
says "and the triggers that go and come" "+ trigger marks on words  (made by d)"
revision e '"d"' <<'X'
op.execute("DROP VIEW brief")
op.rename_table("words", "terms")
X
loads_postgresql "a table renamed under a trigger and a policy"
revision f '"e"' <<'X'
op.execute("CREATE VIEW v1 AS SELECT id FROM terms; CREATE VIEW v2 AS SELECT id FROM v1")
op.execute("DROP TABLE terms CASCADE; DROP FUNCTION note CASCADE; DROP FUNCTION low(text)")
X
loads_postgresql "a table dropped with all that names it"

# ---- what depends on columns; operators, casts, schemas of a directive ---------------------------------
revision g '"f"' <<'X'
op.execute(sa.schema.CreateSchema("inner"))
op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True), sa.Column("note_id", sa.Integer), sa.Column("owner", sa.Text), sa.Column("at", sa.Text))
op.create_table("kept", sa.Column("id", sa.Integer, primary_key=True), schema="inner")
op.execute("CREATE FUNCTION note() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM notes'")
op.execute("ALTER TABLE notes ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON notes USING (owner = current_user)")
op.execute("CREATE VIEW whens AS SELECT at FROM notes; CREATE VIEW later AS SELECT at FROM whens")
op.execute("CREATE FUNCTION same(a text, b integer) RETURNS boolean LANGUAGE sql AS 'SELECT true'; CREATE OPERATOR === (LEFTARG = text, RIGHTARG = integer, FUNCTION = same)")
op.execute("CREATE CAST (pair AS text) WITH INOUT")
X
loads_postgresql "operators, casts, a function whose name begins a column's, a schema of a directive" g
revision h '"g"' <<'X'
op.alter_column("notes", "owner", new_column_name="holder")
op.execute("ALTER TABLE notes DROP COLUMN at CASCADE")
X
loads_postgresql "a column renamed under a policy, one dropped with its views" h
revision i '"h"' <<'X'
op.execute("CREATE VIEW holders AS SELECT holder FROM notes")
op.alter_column("notes", "holder", new_column_name="bearer")
X
"$limbeck" schema i >"$work/out" 2>&1
says "a view with the old name in its text is told" "^-- unreadable: i: rename holder to bearer: the text of view holders has the old name"

# ---- SQLite ------------------------------------------------------------------------------------------
rm -rf "$work/p"
plain_project
revision a None <<'X'
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
op.execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET name = CASE WHEN 1 THEN 'x;' ELSE name END; SELECT 1; END")
op.execute("CREATE VIEW v AS SELECT id FROM t")
op.execute("CREATE TABLE made (a INTEGER, b TEXT)")
X
loads_sqlite "a trigger with statements of its own, a view"
finish
