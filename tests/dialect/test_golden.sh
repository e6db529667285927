#!/bin/sh
# The sample project's SQL against what Alembic printed (recorded in golden/).
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cd "$sample" || exit 1

revisions=$("$limbeck" history 2>/dev/null | sed 's/.*-> \([0-9a-f]*\).*/\1/' | sort)
for dialect in postgresql sqlite; do
    for revision in $revisions; do
        for way in up down; do
            # Where Alembic itself cannot render it there is no recording.
            grep -q "^==== $revision $way\$" "$root/tests/dialect/golden/sample.$dialect.txt" || continue
            [ "$way" = down ] && option=--down || option=
            awk -v want="==== $revision $way" '/^==== /{ on = $0 == want; next } on' "$root/tests/dialect/golden/sample.$dialect.txt" >"$work/wanted"
            "$limbeck" sql "$revision" $option --dialect "$dialect" 2>"$work/errors" | trimmed >"$work/got"
            trimmed <"$work/wanted" >"$work/trimmed"
            same "$dialect $revision $way" "$work/trimmed" "$work/got"
        done
    done
done

printed() { # printed NAME GOLDEN: $work/got, but for the golden's header
    sed 1d "$root/tests/dialect/golden/$2" | trimmed >"$work/wanted"
    trimmed <"$work/got" >"$work/trimmed"
    same "$1" "$work/wanted" "$work/trimmed"
}
DATABASE_URL=postgresql://x@h/db "$limbeck" upgrade 1a5c0e7d2b10:095b7fa26183 --sql >"$work/got" 2>/dev/null
printed "upgrade --sql from:to on PostgreSQL" offline_up.postgresql.txt
DATABASE_URL=postgresql://x@h/db "$limbeck" downgrade 3e7f90d15b28:base --sql >"$work/got" 2>/dev/null
printed "downgrade --sql on PostgreSQL" offline_down.postgresql.txt
DATABASE_URL=sqlite:///x.db "$limbeck" upgrade 095b7fa26183 --sql >"$work/got" 2>/dev/null
printed "upgrade --sql from nothing on SQLite" offline_up.sqlite.txt

"$limbeck" sql 1a6c80b37294 --dialect postgresql >"$work/got" 2>"$work/errors"
check "a script that needs an answer exits with 3" "$([ $? = 3 ]; echo $?)"
grep -q "^SELECT id, user_id, total_cents FROM orders ORDER BY id;$" "$work/got"
check "what precedes the question is printed" $?
grep -q "line 18 reads from the database" "$work/errors"
check "the line of the question is named" $?
finish
