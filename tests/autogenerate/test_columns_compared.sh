#!/bin/sh
# Columns with a key of their own, system columns, tables that include_name leaves out, operator classes in a text:
# the expected operations are what Alembic 1.19.1 wrote for the same models and tables.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
printf 'revision = "${up_revision}"\ndown_revision = None\ndef upgrade():\n    ${upgrades if upgrades else "pass"}\ndef downgrade():\n    ${downgrades if downgrades else "pass"}\n' >alembic/script.py.mako
compare() { # compare OPTIONS <MODELS: the operations of the script that is written
    {
        printf 'from alembic import context\nfrom sqlalchemy import *\nfrom sqlalchemy.dialects import postgresql\nmetadata = MetaData()\n'
        cat
        printf 'with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:\n'
        printf '    context.configure(connection=connection, target_metadata=metadata, %s)\n' "$1"
        printf '    with context.begin_transaction():\n        context.run_migrations()\n'
    } >alembic/env.py
    rm -f alembic/versions/*
    "$limbeck" revision --autogenerate -m x >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    cat alembic/versions/*.py 2>/dev/null | sed 's/^ *//; /^#/d; /^def/d; /^revision/d; /^down_revision/d; /^$/d' >"$work/script"
}
printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
sqlite3 x.db 'CREATE TABLE o (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, CONSTRAINT uq_o UNIQUE (n, id));
CREATE TABLE t (a INTEGER, b INTEGER, CONSTRAINT fk_t FOREIGN KEY(a) REFERENCES o (id) ON DELETE restrict); CREATE INDEX ix_t ON t (a, b)'
compare "" <<'P'
Table("o", metadata, Column("id", Integer, key="key", primary_key=True), Column("n", Integer, key="id"),
      UniqueConstraint("id", "key", name="uq_o"))
Table("t", metadata, Column("a", Integer, key="b"), Column("b", Integer, key="c"), Column("xmin", Integer, system=True),
      Index("ix_t", "b", "c"), ForeignKeyConstraint(["b"], ["o.key"], name="fk_t", ondelete="RESTRICT"))
P
printf 'pass\npass\n' >"$work/wanted"
same "keys are names where they are compared; a system column is none of a table's" "$work/wanted" "$work/script"
compare "" <<'P'
Table("o", metadata, Column("id", Integer, primary_key=True), Column("n", Integer), UniqueConstraint("n", "id", name="uq_o"))
t = Table("t", metadata, Column("a", Integer), Column("b", Integer), Index("ix_t", "a", "b"))
Table("u", metadata, Column("x", Integer, Identity(on_null=True, start=4, order=False), key="k"), Column("y", Integer, system=True),
      Column("z", Integer, ForeignKey("u.k")), PrimaryKeyConstraint("k"),
      postgresql.ExcludeConstraint((literal_column("x + 2"), "="), (text("y"), "&&")))
P
cat >"$work/wanted" <<'P'
op.create_table('u',
sa.Column('x', sa.Integer(), sa.Identity(always=False, on_null=True, start=4, order=False), nullable=False),
sa.Column('y', sa.Integer(), nullable=True, system=True),
sa.Column('z', sa.Integer(), nullable=True),
postgresql.ExcludeConstraint((sa.literal_column('x + 2'), '='), (sa.text('y'), '&&'), using='gist'),
sa.ForeignKeyConstraint(['z'], ['u.x'], ),
sa.PrimaryKeyConstraint('x')
)
op.drop_constraint(op.f('fk_t'), 't', type_='foreignkey')
op.create_foreign_key(op.f('fk_t'), 't', 'o', ['a'], ['id'], ondelete='RESTRICT')
op.drop_table('u')
P
same "a new table says all that its columns were given" "$work/wanted" "$work/script"
compare "include_name=lambda name, type_, parents: name != 't'" <<'P'
Table("o", metadata, Column("id", Integer, primary_key=True), Column("n", Integer), UniqueConstraint("n", "id", name="uq_o"))
Table("t", metadata, Column("a", Integer), Column("b", Integer))
P
cat >"$work/wanted" <<'P'
op.create_table('t',
sa.Column('a', sa.Integer(), nullable=True),
sa.Column('b', sa.Integer(), nullable=True)
)
op.drop_table('t')
P
same "a table that include_name leaves out is not there" "$work/wanted" "$work/script"
finish
