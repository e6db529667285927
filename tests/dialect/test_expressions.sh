#!/bin/sh
# Expressions, SELECTs and changes as SQLAlchemy writes them: the lists in expressions/, recorded by record.py there.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
lists=$LIMBECK_TEST_ROOT/tests/dialect/expressions
plain_project
for list in "$lists"/*.txt; do
    name=$(basename "$list" .txt)
    # What SQLite lacks, SQLAlchemy writes all the same or drops; limbeck refuses it.
    case $name in postgresql_*) dialects=postgresql ;; *) dialects="postgresql sqlite" ;; esac
    for dialect in $dialects; do
        [ $dialect = postgresql ] && column=2 || column=3
        awk -F'\t' -v c=$column '$c != "-" { print $1 "\t" $c }' "$list" >"$work/lines"
        {
            cat "$lists/names.py"
            printf 'from alembic import op\nrevision = "%s"\ndown_revision = None\ndef upgrade():\n' "$name"
            cut -f1 "$work/lines" | sed 's/.*/    op.execute(&)/'
        } >"alembic/versions/$name.py"
        cut -f2 "$work/lines" | sed 's/$/;/' >"$work/wanted"
        LIMBECK_URL=$dialect://h/d "$limbeck" sql "$name" --dialect $dialect 2>"$work/errors" | tr '\n' ' ' |
            sed 's/;  */;\n/g' | tr -s ' ' | sed 's/^ //; /^$/d' >"$work/got"
        [ -s "$work/errors" ] && sed 's/^/# /' "$work/errors"
        same "$name on $dialect" "$work/wanted" "$work/got"
    done
done
refuses() { # TITLE EXPRESSION DIALECT MESSAGE
    { cat "$lists/names.py"; printf 'from alembic import op\nrevision = "refused"\ndown_revision = None\ndef upgrade():\n    op.execute(%s)\n' "$2"; } \
        >alembic/versions/refused.py
    LIMBECK_URL=$3://h/d "$limbeck" sql refused --dialect "$3" >"$work/out" 2>&1
    check "$1" "$(grep -q "$4" "$work/out"; echo $?)"
}
refuses "what a later select_from() changes" "select(t.c.name).join(child, child.c.id == t.c.id).select_from(t.join(u, t.c.id == u.c.t_id))" \
    postgresql "select_from() after join()"
refuses "a value deep in is_distinct_from() on SQLite" "select((t.c.n + 1).is_distinct_from(t.c.id))" sqlite "prints a '?'"
refuses "a copy whose constraints have no order" "sa.schema.CreateTable(parts.to_metadata(sa.MetaData()))" postgresql \
    "order differs in each run"
finish
