#!/bin/sh
# Small scripts of our own (project/versions) against what Alembic 1.18.4 with
# SQLAlchemy 2.0.52 printed for them (golden/project.*.txt).
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cd "$root/tests/dialect/project" || exit 1

for dialect in postgresql sqlite; do
    # The URL decides whether '%' is doubled, as the driver's parameters have it.
    url=postgresql://nobody@localhost/none
    [ "$dialect" = sqlite ] && url=sqlite:///none.db
    golden=$root/tests/dialect/golden/project.$dialect.txt
    sed -n 's/^==== //p' "$golden" >"$work/cases"
    while read -r revision way; do
        [ "$way" = down ] && option=--down || option=
        awk -v want="==== $revision $way" '/^==== /{ on = $0 == want; next } on' "$golden" | trimmed >"$work/wanted"
        "$limbeck" --url "$url" sql "$revision" $option --dialect "$dialect" 2>"$work/errors" | trimmed >"$work/got"
        [ -s "$work/errors" ] && sed 's/^/# /' "$work/errors"
        same "$dialect $revision $way" "$work/wanted" "$work/got"
    done <"$work/cases"
done
"$limbeck" sql a4 --dialect sqlite >"$work/got" 2>"$work/errors"
check "what SQLite does not have is refused" "$([ $? = 3 ]; echo $?)"
grep -q "a4_postgresql.py:13:" "$work/errors"
check "with the line of the script" $?
finish
