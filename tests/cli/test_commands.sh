#!/bin/sh
# A day with a fresh project: init, an async env.py that takes its database from a
# settings module, a few revisions, and every command people type; beside Alembic's
# answers, on both databases.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL DATABASE_URL
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE commands" >/dev/null
run() { # run WANTED-STATUS WORDS...
    wanted=$1
    shift
    "$limbeck" "$@" >"$work/out" 2>"$work/errors"
    got=$?
    [ "$got" = "$wanted" ] || sed 's/^/# /' "$work/out" "$work/errors"
    check "$database: limbeck $*" "$([ "$got" = "$wanted" ]; echo $?)"
}
as_alembic() { # as_alembic WORDS...: the same standard output
    "$limbeck" "$@" >"$work/ours" 2>/dev/null
    alembic "$@" >"$work/theirs" 2>"$work/alembic.errors" || sed 's/^/# /' "$work/alembic.errors"
    same "$database: $* as Alembic says it" "$work/theirs" "$work/ours"
}
for database in sqlite postgresql; do
    mkdir "$work/$database" && cd "$work/$database" || exit 1
    run 0 init -t async alembic
    mkdir app && touch app/__init__.py
    cp "$sample/alembic/env.py" alembic/env.py
    cp "$sample/app/models.py" app/models.py
    cat >app/config.py <<'X'
import os


class Settings:
    database_url = os.environ["SHOP_DATABASE"]


settings = Settings()
X
    SHOP_DATABASE=sqlite+aiosqlite:///$work/$database/shop.db
    [ "$database" = postgresql ] && SHOP_DATABASE=postgresql+asyncpg://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/commands
    export SHOP_DATABASE
    run 0 revision -m "add users table" --rev-id abc123
    run 0 revision -m "lower the names" --rev-id def456
    run 0 revision -m "add phone" --rev-id fed789
    python3 - <<'X'
import glob
bodies = {
    "abc123": ("""op.create_table(
        'users',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('email', sa.String(255), nullable=False, unique=True),
        sa.Column('name', sa.String(100), nullable=False),
        sa.Column('is_active', sa.Boolean(), default=True),
        sa.Column('created_at', sa.DateTime(), server_default=sa.func.now()),
    )
    op.create_index('ix_users_email', 'users', ['email'])
    op.execute("INSERT INTO users (email, name) VALUES ('a@x', 'ADA'), ('b@x', 'Bob')")""",
               "op.drop_index('ix_users_email')\n    op.drop_table('users')"),
    "def456": ("""connection = op.get_bind()
    for batch in connection.execute(sa.text("SELECT id, name FROM users")).partitions(1000):
        for row in batch:
            connection.execute(sa.text("UPDATE users SET name = :name WHERE id = :id"),
                               {"id": row.id, "name": row.name.lower()})""", "pass"),
    "fed789": ("op.add_column('users', sa.Column('phone', sa.String(20), nullable=True))",
               "op.drop_column('users', 'phone')"),
}
for name, (up, down) in bodies.items():
    path, = glob.glob(f"alembic/versions/{name}_*.py")
    text = open(path).read()
    first, second, third = text.split("    pass\n") if text.count("    pass\n") == 2 else (text, "", "")
    open(path, "w").write(first + f"    {up}\n" + second + f"    {down}\n" + third)
X
    run 0 upgrade head
    check "$database: env.py sets up no logging, so nothing is logged" "$([ ! -s "$work/errors" ]; echo $?)"
    as_alembic current
    as_alembic history
    as_alembic history --indicate-current
    as_alembic heads
    run 0 upgrade head
    check "$database: a second time nothing is left to do" "$([ ! -s "$work/out" ]; echo $?)"
    run 0 downgrade -1
    as_alembic current
    run 0 downgrade abc123
    as_alembic current
    run 0 upgrade +1
    run 0 stamp abc123
    as_alembic current
    run 0 upgrade head
    run 0 downgrade base
    as_alembic current
    run 0 upgrade head
    run 1 check
    check "$database: what the models have besides is told" "$(grep -q '+ table products' "$work/out"; echo $?)"
    as_alembic upgrade def456:fed789 --sql
    as_alembic downgrade fed789:def456 --sql
    as_alembic show def456
    run 0 -n alembic current
    run 0 revision --autogenerate -m "from the models" --rev-id aaa111
    run 2 check
    run 0 upgrade head
    run 0 check
    check "$database: then the models are what is there" "$(grep -q '^No new upgrade operations detected' "$work/out"; echo $?)"
    rm alembic/versions/aaa111_*.py
    run 0 stamp --purge fed789
    SHOP_DATABASE='sqlite+aiosqlite:///50%off.db' "$limbeck" current >"$work/out" 2>"$work/errors"
    check "$database: a percent sign in the settings' URL" $?
    unset SHOP_DATABASE
    run 3 current
    check "$database: what the settings lack is told with its line" "$(grep -q "app/config.py:5:.*SHOP_DATABASE" "$work/errors"; echo $?)"
    run 0 heads
done
# Sections for two databases beside an [alembic] that has the scripts.
cd "$work/sqlite" || exit 1
database=sections
cp "$LIMBECK_TEST_ROOT/src/project/templates/env.py" alembic/env.py
sed -i '/^fileConfig/d; /^    fileConfig/d; /^if config.config_file_name/d; /^from logging/d' alembic/env.py
cat >alembic.ini <<X
[alembic]
script_location = alembic

[primary]
sqlalchemy.url = sqlite:///primary.db

[analytics]
sqlalchemy.url = sqlite:///analytics.db
X
run 0 -n primary upgrade head
check "the fall back to [alembic] is told" "$(grep -q "using the one of" "$work/errors"; echo $?)"
run 0 -n analytics upgrade abc123
check "each its own database" "$([ "$("$limbeck" -n primary current 2>/dev/null)" = "fed789 (head)" ] && [ "$("$limbeck" -n analytics current 2>/dev/null)" = abc123 ]; echo $?)"
run 2 -n primary --strict upgrade head
check "--strict refuses as Alembic does" "$(grep -q "^FAILED: No 'script_location' key found in configuration" "$work/out"; echo $?)"
finish
