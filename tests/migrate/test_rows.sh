#!/bin/sh
# What a script can ask of a query's answer, on a live SQLite.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/alembic/versions"
cd "$work/p" || exit 1
cat >alembic.ini <<X
[alembic]
script_location = %(here)s/alembic
sqlalchemy.url = sqlite:///live.db
X
cat >alembic/env.py <<X
from alembic import context
from sqlalchemy import create_engine
with create_engine("sqlite:///live.db").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
cat >alembic/versions/one.py <<X
from alembic import op
import sqlalchemy as sa

revision = "one"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(10)))
    bind = op.get_bind()
    t = sa.table("t", sa.column("id"), sa.column("name"))
    bind.execute(sa.insert(t), [{"id": i, "name": "n%d" % i} for i in range(3)])
    bind.execute(sa.text("UPDATE t SET name = :name WHERE id = :id AND name <> 'a:b'"), {"name": "n'0", "id": 0})
    bind.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"name": "n0", "id": 0})
    query = sa.select(t.c.id, t.c.name).order_by(t.c.id)
    one, none = query.where(t.c.id == 1), query.where(t.c.id == 9)
    print("all", bind.execute(query).all())
    print("rows", [(row.id, row[1], row._mapping["name"], dict(row._mapping)) for row in bind.execute(one)])
    print("mappings", bind.execute(query).mappings().first(), [m["name"] for m in bind.execute(query).mappings()])
    print("scalars", bind.execute(query).scalars().all(), bind.execute(query).scalars("name").first())
    print("one", bind.execute(one).one(), bind.execute(one).mappings().one(), bind.execute(one).scalar_one())
    print("none", bind.execute(none).one_or_none(), bind.execute(none).scalar_one_or_none(), bind.execute(none).first())
    print("many", [[row.id for row in part] for part in bind.execute(query).partitions(2)])
    for ask in ("one", "one_or_none", "scalar_one"):
        try:
            getattr(bind.execute(query), ask)()
        except sa.exc.MultipleResultsFound as error:
            print(ask, error)
    try:
        bind.execute(none).one()
    except sa.exc.NoResultFound as error:
        print(type(error).__name__, error)
    for made in [make("SELECT 1") for make in (sa.text, str, sa.text, str, sa.text)]:
        print(type(made).__name__, made, made is None)


def downgrade():
    pass
X
"$limbeck" upgrade head >"$work/out" 2>&1
sed -n 's/^notice: //p' "$work/out" >"$work/got"
cat >"$work/wanted" <<X
all [(0, 'n0'), (1, 'n1'), (2, 'n2')]
rows [(1, 'n1', 'n1', {'id': 1, 'name': 'n1'})]
mappings {'id': 0, 'name': 'n0'} ['n0', 'n1', 'n2']
scalars [0, 1, 2] n0
one (1, 'n1') {'id': 1, 'name': 'n1'} 1
none None None None
many [[0, 1], [2]]
one Multiple rows were found when exactly one was required
one_or_none Multiple rows were found when one or none was required
scalar_one Multiple rows were found when exactly one was required
NoResultFound No row was found when one was required
TextClause SELECT 1 False
str SELECT 1 False
X
same "rows, scalars and mappings are what SQLAlchemy answers" "$work/wanted" "$work/got"
"$limbeck" sql one >"$work/out" 2>"$work/errors"
check "offline, where Alembic leaves such values out, they are refused" "$([ $? = 3 ]; echo $?)"
grep -q "one.py:12:.*the parameter ':id' without a value" "$work/errors"
check "with the line of the script" $?
# An answer too large for memory goes through a file, whatever its values are.
cat >alembic/versions/two.py <<X
from alembic import op
import sqlalchemy as sa

revision = "two"
down_revision = "one"


def value(i):
    return [None, "", i * 0.5, "x" * (i * 37 % 90000), "n%d" % i][i % 5]


def upgrade():
    rows = op.get_bind().execute(sa.text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i, CASE i % 5 WHEN 0 "
        "THEN NULL WHEN 1 THEN '' WHEN 2 THEN i * 0.5 WHEN 3 THEN substr(replace(hex(zeroblob(45000)), '0', 'x'), 1, "
        "i * 37 % 90000) ELSE 'n' || i END AS v FROM n"))
    count = 0
    for batch in rows.partitions(7):
        for row in batch:
            count += 1
            if row.i != count or row.v != value(row.i):
                print("wrong", row.i)
    print("rows:", count)


def downgrade():
    pass
X
"$limbeck" upgrade two >"$work/out" 2>&1
check "a large answer comes back as it was" "$(grep -q "rows: 3000" "$work/out" && ! grep -q wrong "$work/out"; echo $?)"
"$limbeck" downgrade one >/dev/null 2>&1
TMPDIR=/no/such "$limbeck" upgrade two >"$work/out" 2>&1
check "without a place for it: where it was to be" "$([ $? != 0 ] && grep -q "cannot make a file in '/no/such'" "$work/out"; echo $?)"
says "and what helps" "point \$TMPDIR at a larger disk"
# Rows are compared, hashed and cut as tuples are. tuples.out is what SQLAlchemy 2.0.52 printed for tuples.py.
rm -f live.db alembic/versions/*.py
cp "$root/tests/migrate/rows/tuples.py" alembic/versions/tuples.py
"$limbeck" upgrade head >"$work/out" 2>&1
sed -n 's/^notice: notice: //p' "$work/out" >"$work/got"
same "rows are equal to tuples, in sets and as keys too" "$root/tests/migrate/rows/tuples.out" "$work/got"
finish
