#!/bin/sh
# Identifiers that a script quotes by itself: what is printed was printed by Alembic 1.19.1 with SQLAlchemy 2.0.52.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
plain_project 'url=context.config.get_main_option("sqlalchemy.url"))
with context.begin_transaction():
    context.run_migrations('
revision a None <<'P'
quote = op.get_bind().dialect.identifier_preparer
for name in ("plain", "Mixed", "select", "two words", 'a"b', "1a", "$a", "a$", "\u00e9"):
    op.execute(f"SELECT {quote.quote(name)}, {quote.quote_identifier(name)}, {quote.quote_schema(name)}")
own = sa.sql.compiler.IdentifierPreparer(op.get_bind().dialect)
for name in ("plain", "Mixed", "two words", 'a"b', "1a"):
    op.execute(f"SELECT {own.quote(name)}, {own.quote_identifier(name)}")
P
cat >"$work/wanted" <<'X'
SELECT plain, "plain", plain
SELECT "Mixed", "Mixed", "Mixed"
SELECT "select", "select", "select"
SELECT "two words", "two words", "two words"
SELECT "a""b", "a""b", "a""b"
SELECT "1a", "1a", "1a"
SELECT "$a", "$a", "$a"
SELECT a$, "a$", a$
SELECT "é", "é", "é"
SELECT plain, "plain"
SELECT "Mixed", "Mixed"
SELECT "two words", "two words"
SELECT "a""b", "a""b"
SELECT "1a", "1a"
X
for dialect in postgresql sqlite; do
    printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = %s://\n' $dialect >alembic.ini
    "$limbeck" upgrade head --sql 2>"$work/errors" | grep '^SELECT' | sed 's/;$//' >"$work/got"
    sed 's/^/# /' "$work/errors"
    same "quoted for $dialect" "$work/wanted" "$work/got"
done
refused() { # refused NAME EXPRESSION REASON
    echo "op.execute($2)" | revision b '"a"'
    "$limbeck" upgrade a:b --sql >"$work/out" 2>&1
    says "$1" "b.py:6:.*limbeck $3"
}
refused "a percent sign, which depends on the driver" 'op.get_bind().dialect.identifier_preparer.quote("50%")' "does not evaluate this: quoting a name with a percent sign"
refused "a word that only some lists reserve" 'sa.sql.compiler.IdentifierPreparer(op.get_bind().dialect).quote("verbose")' "does not know whether IdentifierPreparer() quotes 'verbose'"
finish
