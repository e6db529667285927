#!/bin/sh
# Sessions of the ORM in data migrations. sessions/rows.txt is what Alembic 1.19.1 with SQLAlchemy 2.0.52
# and psycopg2 left of sessions/a.py on PostgreSQL, asked as below.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE orm_sessions"
export LIMBECK_URL="$server/orm_sessions"
plain_project
cp "$root/tests/migrate/sessions/a.py" alembic/versions/
"$limbeck" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
psql -AtX "$LIMBECK_URL" -c "select 'log', log.* from log" -c "select 'boat', boat.* from boat" \
    -c "select 'person', person.* from person" >"$work/got"
same "objects are read, added, changed and deleted as SQLAlchemy does" "$root/tests/migrate/sessions/rows.txt" "$work/got"
"$limbeck" downgrade base >"$work/out" 2>&1
check "and the step goes back" $?
LIMBECK_URL="sqlite:///$work/s.db" "$limbeck" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
for table in log boat person; do sqlite3 "$work/s.db" "SELECT '$table', * FROM $table ORDER BY id"; done >"$work/got"
sed 's/{"a": \[1, null\]}/{"a": [1, null]}/' "$root/tests/migrate/sessions/rows.txt" | sort -t'|' -s -k1,1 >"$work/wanted"
sort -t'|' -s -k1,1 "$work/got" >"$work/sorted"
sort "$work/wanted" >"$work/wanted2"
sort "$work/sorted" >"$work/got2"
same "the same on SQLite" "$work/wanted2" "$work/got2"

# sessions/bulk_rows.txt is what the same Alembic left of sessions/bulk.py.
rm -f alembic/versions/*.py
psql -q "$server/postgres" -c "CREATE DATABASE orm_bulk"
cp "$root/tests/migrate/sessions/bulk.py" alembic/versions/
LIMBECK_URL="$server/orm_bulk" "$limbeck" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
psql -AtX "$server/orm_bulk" -c "select 'log', log.* from log order by id" \
    -c "select 'person', person.* from person order by id" >"$work/got"
same "the bulk methods write what SQLAlchemy writes" "$root/tests/migrate/sessions/bulk_rows.txt" "$work/got"
LIMBECK_URL="sqlite:///$work/bulk.db" "$limbeck" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
sqlite3 "$work/bulk.db" "select 'log', log.* from log order by id; select 'person', person.* from person order by id" >"$work/got"
same "on SQLite too" "$root/tests/migrate/sessions/bulk_rows.txt" "$work/got"
rm alembic/versions/bulk.py

refuses() { # refuses NAME PATTERN: the body of b's upgrade() on standard input
    { sed '/^def upgrade/,$d; s/^revision = .*/revision = "b"/' "$root/tests/migrate/sessions/a.py"
      printf 'class Stamped(Base):\n    __tablename__ = "stamped"\n    id = sa.Column(sa.Integer, primary_key=True)\n'
      printf '    at = sa.Column(sa.DateTime, onupdate=sa.func.now())\n'
      printf 'def upgrade():\n    bind = op.get_bind()\n    session = Session(bind)\n'
      printf '    bind.execute(sa.text("CREATE TABLE person (id serial primary key, full_name text, email text, score int, kind text, data json)"))\n'
      printf '    bind.execute(sa.text("INSERT INTO person (full_name) VALUES (chr(65)), (chr(66))"))\n'
      sed 's/^/    /'
      printf 'def downgrade():\n    pass\n'; } >alembic/versions/b.py
    "$limbeck" upgrade b >"$work/out" 2>&1
    status=$?
    grep -q -- "$2" "$work/out" || sed 's/^/# /' "$work/out"
    check "$1" "$([ $status = 3 ] && grep -q -- "$2" "$work/out"; echo $?)"
}
refuses "a relationship that would be loaded" "a relationship of Person" <<'P'
len(session.query(Person).first().boats)
P
refuses "one that would be written" "limbeck does not write relationships" <<'P'
session.query(Person).first().boats = []
P
refuses "one that a constructor is given" "limbeck does not write relationships" <<'P'
Boat(owner=None)
P
refuses "deleting an object that has them" "delete() of Person, which has relationships" <<'P'
session.delete(session.query(Person).first())
P
refuses "rollback()" "rollback() of a session" <<'P'
session.rollback()
P
refuses "objects of several tables in one flush" "objects of several tables" <<'P'
session.add_all([Log(line="x"), Person(name="x")])
session.commit()
P
refuses "a column that each UPDATE sets" "which has a column with onupdate" <<'P'
session.query(Stamped).filter(Stamped.id == 1).update({"id": 2})
P
refuses "a primary key that is changed" "whose primary key is changed" <<'P'
session.query(Person).filter_by(name="A").one().id = 7
session.flush()
P
refuses "a table's statement while objects wait" "flush() first" <<'P'
session.add(Log(line="x"))
session.execute(sa.select(Person.__table__))
P
refuses "an attribute that a commit has expired" "Person.name after commit()" <<'P'
one = session.query(Person).filter_by(name="A").one()
one.score = 1
session.commit()
bind.execute(sa.text("UPDATE person SET full_name = chr(67)"))
session.execute(sa.text("SELECT '" + one.name + "'"))
P
refuses "a block of session.begin() that fails" "would roll back" <<'P'
try:
    with session.begin():
        session.add(Log(line="x"))
        raise ValueError("x")
except ValueError:
    pass
P
refuses "an option of execute() that would change it" "bind_arguments" <<'P'
session.execute(sa.text("SELECT 1"), bind_arguments={"x": 1})
P
refuses "an option of get()" "with_for_update" <<'P'
session.get(Person, 1, with_for_update=True)
P
refuses "an UPDATE that objects would follow" "synchronize_session" <<'P'
one = session.query(Person).first()
session.execute(sa.update(Person).values(score=3))
P
refuses "values that would tell of changes in place" "'box' is of a type of as_mutable()" <<'P'
from sqlalchemy.ext.mutable import MutableDict
class Boxed(Base):
    __tablename__ = "boxed"
    id = sa.Column(sa.Integer, primary_key=True)
    box = sa.Column(MutableDict.as_mutable(sa.JSON))
session.add(Boxed(box={}))
session.commit()
P
refuses "what a session does not have" "'.merge' of Session" <<'P'
try:
    session.merge(Person())
except AttributeError:
    pass
P
finish
