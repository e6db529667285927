#!/bin/sh
# Small scripts of our own against what Alembic with SQLAlchemy (versions: its first line)
# printed for them (record.py writes golden/PROJECT.DIALECT.txt): `project` leaves naming to the
# scripts, `naming` has a convention in its target_metadata.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"

for case in project.postgresql project.sqlite naming.postgresql naming.sqlite; do
    project=${case%.*} dialect=${case#*.}
    cd "$root/tests/dialect/$project" || exit 1
    # The URL decides whether '%' is doubled, as the driver's parameters have it.
    url=postgresql://nobody@localhost/none
    [ "$dialect" = sqlite ] && url=sqlite:///none.db
    golden=$root/tests/dialect/golden/$case.txt
    sed -n 's/^==== //p' "$golden" >"$work/cases"
    while read -r revision way; do
        [ "$way" = down ] && option=--down || option=
        awk -v want="==== $revision $way" '/^==== /{ on = $0 == want; next } on' "$golden" | trimmed >"$work/wanted"
        "$limbeck" --url "$url" sql "$revision" $option --dialect "$dialect" 2>"$work/errors" | trimmed >"$work/got"
        [ -s "$work/errors" ] && sed 's/^/# /' "$work/errors"
        same "$dialect $revision $way" "$work/wanted" "$work/got"
    done <"$work/cases"
done

cd "$root/tests/dialect/naming" || exit 1
"$limbeck" sql n5 --dialect postgresql >"$work/got" 2>"$work/errors"
check "a check without the name its convention builds upon is refused" "$([ $? = 3 ]; echo $?)"
grep -q "n5.py:11:.*explicitly named" "$work/errors"
check "with the line of the script and the reason" $?

cd "$root/tests/dialect/project" || exit 1
"$limbeck" sql a4 --dialect sqlite >"$work/got" 2>"$work/errors"
check "what SQLite does not have is refused" "$([ $? = 3 ]; echo $?)"
grep -q "a4_postgresql.py:13:" "$work/errors"
check "with the line of the script" $?
finish
