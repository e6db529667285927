#!/bin/sh
# INSERT ... SELECT ... ON CONFLICT on SQLite, as SQLAlchemy writes it: upserts.txt, recorded by record_upserts.py.
# Without WHERE, SQLite takes ON for a join's and refuses the statement; so it does under Alembic.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
{
    printf 'from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects.sqlite import insert\n'
    printf 'revision = "a"\ndown_revision = None\ndef upgrade():\n'
    printf '    t = sa.table("t", sa.column("id", sa.Integer), sa.column("n", sa.Integer))\n'
    printf '    s = sa.table("s", sa.column("id", sa.Integer), sa.column("n", sa.Integer))\n'
    printf '    base = sa.select(s.c.id, s.c.n)\n'
    while IFS='|' read -r query _; do
        printf '    op.execute(insert(t).from_select(["id", "n"], %s).on_conflict_do_nothing())\n' "$query"
    done <"$LIMBECK_TEST_ROOT/tests/dialect/upserts.txt"
} >alembic/versions/a.py
LIMBECK_URL=sqlite:///x.db "$limbeck" sql a --dialect sqlite 2>"$work/errors" | tr '\n' ' ' | sed 's/;/;\n/g' |
    sed -n 's/^ *\(INSERT INTO t .*\);$/\1/p' | tr -s ' ' >"$work/got"
sed 's/.*|//' "$LIMBECK_TEST_ROOT/tests/dialect/upserts.txt" >"$work/wanted"
[ -s "$work/errors" ] && sed 's/^/# /' "$work/errors"
same "INSERT from a query, on conflict" "$work/wanted" "$work/got"
finish
