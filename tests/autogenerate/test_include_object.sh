#!/bin/sh
# include_object() is asked about whole objects: what usual filters read of them. The operations are those that Alembic
# 1.19.1 writes for the same filter, models and database.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE include_object"
export LIMBECK_URL="$server/include_object"
psql -q "$LIMBECK_URL" <<'X'
CREATE TABLE parent (id serial primary key, name varchar(20));
CREATE TABLE keep (id serial primary key, a integer, b integer, p integer, c integer);
CREATE TABLE other (id serial primary key, k integer CONSTRAINT fk_o REFERENCES keep (id) ON UPDATE CASCADE);
ALTER TABLE keep ADD CONSTRAINT uq_c UNIQUE (c), ADD CONSTRAINT fk_old FOREIGN KEY (c) REFERENCES parent (id), ADD CONSTRAINT fk_p FOREIGN KEY (a) REFERENCES parent (id);
CREATE INDEX ix_c ON keep (c); CREATE INDEX ix_ab ON keep (a);
X
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = m\nprepend_sys_path = .\n' >alembic.ini
cat >m/script.py.mako <<'X'
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
X
cat >models.py <<'X'
from sqlalchemy import *
target = MetaData()
parent = Table("parent", target, Column("id", Integer, primary_key=True), Column("name", String(20)))
keep = Table("keep", target, Column("id", Integer, primary_key=True), Column("a", Integer), Column("b", Integer), Column("p", Integer),
  UniqueConstraint("a", name="uq_a"), UniqueConstraint("b", name="uq_b"), Index("ix_ab", "a", "b"), Index("ix_b", "b", unique=True),
  ForeignKeyConstraint(["p"], ["parent.id"], name="fk_p", ondelete="CASCADE"), ForeignKeyConstraint(["b"], ["keep.id"], name="fk_self"))
X
filters() { # filters NAME OPERATIONS: the body of include_object() on standard input
    { printf 'from alembic import context\nfrom sqlalchemy import *\nimport models\ndef include_object(o, name, type_, reflected, compare_to):\n'
      sed 's/^/    /'
      printf 'with create_engine("%s").connect() as connection:\n    context.configure(connection=connection, target_metadata=models.target, include_object=include_object)\n    with context.begin_transaction():\n        context.run_migrations()\n' "$LIMBECK_URL"; } >m/env.py
    rm -f m/versions/*
    "$limbeck" revision --autogenerate -m x --rev-id aa >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    sed -n '/^def upgrade/,/^def downgrade/s/^    op\.\([a-z_]*\)([op.f(]*'"'"'\([a-z_]*\).*/\1 \2/p' m/versions/aa_x.py | sort | tr '\n' ',' >"$work/got"
    printf '%s' "$2" >"$work/wanted"
    same "$1" "$work/wanted" "$work/got"
}
filters "classes" "create_foreign_key fk_self,create_index ix_ab,create_unique_constraint uq_a,drop_column keep,drop_constraint uq_c,drop_index ix_ab,drop_index ix_c,drop_table other," <<'X'
if isinstance(o, Index) and o.unique: return False
if isinstance(o, ForeignKeyConstraint) and o.referred_table.name == "parent": return False
if isinstance(o, UniqueConstraint) and o.name == "uq_b": return False
return True
X
filters "the table of an index or a constraint" "drop_column keep,drop_table other," <<'X'
return type_ not in ("index", "unique_constraint", "foreign_key_constraint") or o.table.name != "keep"
X
filters "columns" "create_foreign_key fk_p,create_index ix_ab,create_index ix_b,drop_column keep,drop_constraint uq_c,drop_index ix_ab,drop_table other," <<'X'
if type_ == "index": return "b" in [c.name for c in o.columns]
if type_ == "foreign_key_constraint": return [c.name for c in o.columns] == ["p"] and o.ondelete == "CASCADE"
if type_ == "unique_constraint": return "c" in o.columns.keys()
return True
X
filters "what it is compared with" "create_foreign_key fk_self,create_index ix_ab,create_index ix_b,create_unique_constraint uq_a,create_unique_constraint uq_b,drop_index ix_ab," <<'X'
if type_ in ("index", "foreign_key_constraint") and compare_to is not None:
    return compare_to.name == "ix_ab" and len(list(compare_to.columns)) == 1
if type_ == "column" and compare_to is not None: return compare_to.table.name == "keep"
return not (reflected and compare_to is None)
X
filters "columns of the table that a foreign key refers to" "create_foreign_key fk_p,create_index ix_ab,create_index ix_b,create_unique_constraint uq_a,create_unique_constraint uq_b,drop_column keep,drop_constraint fk_p,drop_constraint uq_c,drop_index ix_ab,drop_index ix_c,drop_table other," <<'X'
if isinstance(o, ForeignKeyConstraint): return {c.name for c in o.referred_table.c} >= {"id", "name"} and o.column_keys != ["c"]
return True
X
filters "the table of a column" "create_index ix_ab,create_index ix_b,drop_index ix_ab,drop_index ix_c," <<'X'
if isinstance(o, Table): return o.name != "other"
if isinstance(o, Column): return o.table.name == "keep" and o.name != "c"
return isinstance(o, Index)
X
filters "the info of tables, and those themselves" "" <<'X'
if type_ != "table": return False
if not reflected:
    models.keep.info["known"] = True
    assert o is models.keep and o.info == {"known": True} and o.metadata is models.target or o is models.parent
    return o.info.get("known", False)
assert o.info == {} and (compare_to is None or compare_to is models.target.tables[o.name])
return "known" in o.info
X
sed -i 's/^  UniqueConstraint/  Column("made", Integer, info={"skip_autogen": True}), Column("mine", Integer, info={"by": "hand"}),\n&/' models.py
filters "the info of columns" "add_column keep,create_index ix_ab,create_index ix_b,create_unique_constraint uq_a,create_unique_constraint uq_b,drop_constraint uq_c,drop_index ix_ab,drop_index ix_c,drop_table other," <<'X'
if type_ == "table": return True
if type_ == "column":
    assert o.info == {"made": {"skip_autogen": True}, "mine": {"by": "hand"}}.get(o.name, {})
    return not o.info.get("skip_autogen", False) and (not reflected or bool(o.info))
assert o.info == {}
return type_ in ("index", "unique_constraint")
X
finish
