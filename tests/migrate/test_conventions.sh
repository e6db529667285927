#!/bin/sh
# Constraints without a name where env.py's models cannot be evaluated: named as the convention written in
# the project says, unnamed where nothing of the project can set one, and refused by name elsewhere.
# tests/migrate/environments/conventions.py recorded the names that Alembic 1.19.1 gives, but for SQLModel and Flask-SQLAlchemy: those are from their documentation.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
answers=$root/tests/migrate/environments
LIMBECK=$limbeck python3 "$answers/conventions.py" >"$work/all" 2>&1
cat "$answers/conventions.names" "$answers/conventions.documented" >"$work/wanted"
while IFS= read -r wanted; do
    name=${wanted%%: *}
    grep -Fx -- "$wanted" "$work/all" >/dev/null
    status=$?
    [ "$status" = 0 ] || grep -F -A2 -- "$name: " "$work/all" | sed 's/^/# /'
    check "$name" "$status"
done <"$work/wanted"
check "every case has its answer" "$([ "$(grep -c '^=== ' "$answers/conventions.cases")" = "$(wc -l <"$work/wanted")" ]; echo $?)"

# ---- what else a convention names ----
plain_project
mkdir fleet
printf 'from outside import Base\n' >fleet/__init__.py
printf 'sqlalchemy.url = postgresql://\nprepend_sys_path = .\n' >>alembic.ini
printf 'from alembic import context\nfrom fleet import Base\ncontext.configure(url="postgresql://", target_metadata=Base.metadata)\nwith context.begin_transaction():\n    context.run_migrations()\n' >alembic/env.py
refused() { # refused WHAT LINES
    rm -f alembic/versions/*.py
    echo "$2" | revision a None
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    check "$1" "$([ $? = 3 ] && grep -q "a.py:6:.*$1 on 't'.*outside.Base.metadata.*naming_convention = none" "$work/out"; echo $?)"
}
kept() { # kept NAME LINES
    rm -f alembic/versions/*.py
    echo "$2" | revision a None
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    check "$1" $?
}
refused "a primary key" 'op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))'
refused "an index" 'op.create_table("t", sa.Column("id", sa.Integer, index=True))'
refused "an index" 'op.add_column("t", sa.Column("id", sa.Integer, index=True))'
refused "a unique constraint" 'op.add_column("t", sa.Column("id", sa.Integer, unique=True))'
refused "a foreign key" 'op.create_foreign_key(None, "t", "u", ["id"], ["id"])'
refused "a CHECK constraint" 'op.create_check_constraint("named", "t", "id > 0")'
kept "no constraint" 'op.create_table("t", sa.Column("id", sa.Integer), sa.Column("on", sa.Boolean))'
kept "names of their own" 'op.create_table("t", sa.Column("id", sa.Integer), sa.PrimaryKeyConstraint("id", name="p")); op.create_check_constraint(op.f("c"), "t", "id > 0"); op.create_index("i", "t", ["id"])'
finish
