#!/bin/sh
# exec_driver_sql() and a plain string given to execute(): colons are no parameters, placeholders are the driver's.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE driver_sql"
plain_project
cat >alembic/versions/a.py <<'X'
from alembic import op
revision = "a"
down_revision = None
def upgrade():
    bind = op.get_bind()
    pg = bind.dialect.name == "postgresql"
    mark = "%s" if pg else "?"
    bind.exec_driver_sql("CREATE TABLE made (a integer, b text, c text DEFAULT ':x::y \\: [q?]')")
    bind.execute("INSERT INTO made (a, b) VALUES (1, 'at 12:30:00 o:clock'), (2, '{\"on\":true}')")
    bind.exec_driver_sql("INSERT INTO made (a, b) VALUES (%s, %s)" % (mark, mark), (3, "th:ree"))
    bind.exec_driver_sql("INSERT INTO made (a, b) VALUES (%s, %s)" % (mark, mark), [(4, None), (5, "fi%ve")])
    named = "INSERT INTO made (a, b) VALUES (%(id)s, %(n)s)" if pg else "INSERT INTO made (a, b) VALUES (:id, :n)"
    bind.exec_driver_sql(named, {"id": 6, "n": "six"})
    bind.exec_driver_sql(named, [{"id": 7, "n": "x"}, {"id": 8, "n": "y"}])
    for row in bind.exec_driver_sql("SELECT a, b FROM made WHERE a = %s ORDER BY a" % mark, (3,)).fetchall():
        bind.exec_driver_sql("INSERT INTO made (a, b) VALUES (9, %s)" % mark, (row.b + "!",))
    if pg:
        bind.exec_driver_sql("INSERT INTO made (a, b) SELECT 10, 'a%%b' || (5 %% 3)")
    else:
        bind.exec_driver_sql("INSERT INTO made (a, b) SELECT 10, 'a%b' || (5 % 3) -- what? :no")
def downgrade():
    pass
X
cat >"$work/wanted" <<'X'
1|at 12:30:00 o:clock|:x::y \: [q?]
2|{"on":true}|:x::y \: [q?]
3|th:ree|:x::y \: [q?]
4||:x::y \: [q?]
5|fi%ve|:x::y \: [q?]
6|six|:x::y \: [q?]
7|x|:x::y \: [q?]
8|y|:x::y \: [q?]
9|th:ree!|:x::y \: [q?]
10|a%b2|:x::y \: [q?]
X
LIMBECK_URL="$server/driver_sql" "$limbeck" upgrade head || echo "# status $?"
psql -At "$server/driver_sql" -c "SELECT a, b, c FROM made ORDER BY a" >"$work/got"
same "postgresql: the rows are Alembic's" "$work/wanted" "$work/got"
LIMBECK_URL="sqlite:///$work/x.db" "$limbeck" upgrade head || echo "# status $?"
sqlite3 "$work/x.db" "SELECT a, b, c FROM made ORDER BY a" >"$work/got"
same "sqlite: the rows are Alembic's" "$work/wanted" "$work/got"

refuses() { # refuses NAME CALL PATTERN, on PostgreSQL
    printf 'from alembic import op\nrevision = "b"\ndown_revision = "a"\ndef upgrade():\n    op.get_bind().exec_driver_sql(%s)\n' "$2" >alembic/versions/b.py
    LIMBECK_URL="$server/driver_sql" "$limbeck" upgrade head >"$work/out" 2>&1
    says "$1" "$3"
}
refuses "a single percent sign" "\"SELECT 'a%'\"" "b.py:5.*takes a single '%' as a parameter"
refuses "more placeholders than values" "'SELECT %s, %s', (1,)" "whose placeholders are not those of its 1 parameters"
refuses "a list of values" "'SELECT %s', [1]" "ArgumentError: List argument must consist only of tuples or dictionaries"
finish
