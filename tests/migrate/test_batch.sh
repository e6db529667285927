#!/bin/sh
# Batches on a live SQLite: what Alembic keeps is kept the same way, and what it
# loses (unnamed CHECKs, triggers, STRICT, collations, views) is kept too.
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
from sqlalchemy import engine_from_config, pool
config = context.config
connectable = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
with connectable.connect() as connection:
    context.configure(connection=connection, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
X
revision() { # revision ID DOWN: upgrade() and downgrade() on standard input
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "%s"\ndown_revision = %s\n' "$1" "$2"; cat; } >"alembic/versions/$1.py"
}
revision one None <<X
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("n", sa.Integer, server_default="7"),
        sa.Column("pid", sa.Integer, sa.ForeignKey("parent.id", name="fk_pid", ondelete="CASCADE")),
        sa.Column("flag", sa.Boolean),
        sa.Column("ts", sa.DateTime, server_default=sa.func.now()),
        sa.UniqueConstraint("name", name="uq_name"),
        sa.CheckConstraint("n > 0", name="ck_n"),
    )
    op.create_index("ix_n", "t", ["n", "name"])
    op.execute("INSERT INTO t (id, name, n, ts) VALUES (1, 'a', 5, 'then'), (2, 'b', 6, 'then')")


def downgrade():
    op.drop_table("t")
    op.drop_table("parent")
X
revision two '"one"' <<X
def upgrade():
    with op.batch_alter_table("t") as batch:
        batch.alter_column("n", existing_type=sa.Integer(), type_=sa.String(10), nullable=False)
        batch.alter_column("name", new_column_name="title", type_=sa.Text())
        batch.add_column(sa.Column("extra", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.drop_column("ts")
        batch.create_unique_constraint("uq_extra", ["extra", "id"])
        batch.drop_constraint("ck_n", type_="check")


def downgrade():
    with op.batch_alter_table("t") as batch:
        batch.drop_constraint("uq_extra", type_="unique")
        batch.drop_column("extra")
        batch.alter_column("title", new_column_name="name")
X
dump() { sqlite3 live.db "SELECT type, name, sql FROM sqlite_master ORDER BY type, name" "SELECT * FROM t ORDER BY id" "PRAGMA integrity_check"; }

# Alembic keeps a table's constraints in a set, so their order is not compared;
# Debian's older one also puts parentheses around a default of 0.
unordered() { dump | sed 's/DEFAULT (0)/DEFAULT 0/; s/, *$//' | sort; }
alembic -c alembic.ini upgrade head >/dev/null 2>"$work/errors" || cat "$work/errors"
unordered >"$work/wanted"
rm -f live.db
"$limbeck" upgrade head 2>"$work/errors"
check "a batch rebuilds the live table" $?
unordered >"$work/got"
same "the table is the one Alembic builds" "$work/wanted" "$work/got"

"$limbeck" downgrade -1 2>"$work/errors"
check "and back" $?
check "with its rows" "$([ "$(sqlite3 live.db 'SELECT id, name, n FROM t ORDER BY id')" = "$(printf '1|a|5\n2|b|6')" ]; echo $?)"

# ---- naming_convention: what the table has unnamed can be dropped by name ----
rm -f live.db
revision one None <<X
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(10), unique=True),
        sa.Column("pid", sa.Integer, sa.ForeignKey("parent.id")),
        sa.Column("qid", sa.Integer, sa.ForeignKey("parent.id", name="q_named")),
        sa.CheckConstraint("id > 0", name="positive"),
    )


def downgrade():
    op.drop_table("t")
X
revision two '"one"' <<X
def upgrade():
    naming = {
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
    with op.batch_alter_table("t", naming_convention=naming) as batch:
        batch.drop_constraint("fk_t_pid_parent", type_="foreignkey")


def downgrade():
    pass
X
alembic -c alembic.ini upgrade head >/dev/null 2>"$work/errors" || cat "$work/errors"
unordered >"$work/wanted"
rm -f live.db
"$limbeck" upgrade head 2>"$work/errors" || cat "$work/errors"
unordered >"$work/got"
same "a batch names by its convention, as Alembic does" "$work/wanted" "$work/got"
check "and drops by the name it made" "$(! grep -q 'pid).*REFERENCES' "$work/got"; echo $?)"

# ---- what Alembic would lose ----
rm -f live.db
revision one None <<X
def upgrade():
    op.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
    op.execute("""CREATE TABLE "t" (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- counts
        name TEXT NOT NULL COLLATE NOCASE DEFAULT ('x' || 'y'),
        n INT CHECK (n < 1000) REFERENCES parent ON DELETE SET NULL,
        twice INTEGER GENERATED ALWAYS AS (n * 2) STORED,
        [odd name] TEXT DEFAULT 'it''s, (so)',
        CHECK (length(name) < 50)
    ) STRICT""")
    op.execute("CREATE UNIQUE INDEX ix_part ON t (n) WHERE n > 3")
    op.execute("CREATE INDEX ix_expr ON t (lower(name), n DESC)")
    op.execute("CREATE VIEW seen AS SELECT id, name FROM t")
    op.execute("CREATE TRIGGER told AFTER INSERT ON t BEGIN UPDATE t SET name = name || '!' WHERE id = new.id; END")
    op.execute("INSERT INTO t (id, name, n) VALUES (7, 'a', 5)")


def downgrade():
    pass
X
revision two '"one"' <<X
def upgrade():
    with op.batch_alter_table("t") as batch:
        batch.add_column(sa.Column("more", sa.Integer(), server_default=sa.text("(1 + 1)")))


def downgrade():
    pass
X
"$limbeck" upgrade head 2>"$work/errors"
check "a table full of odd things is rebuilt" $?
cat "$work/errors"
sql=$(sqlite3 live.db "SELECT sql FROM sqlite_master WHERE name = 't'")
for piece in AUTOINCREMENT 'COLLATE "NOCASE"' 'CHECK (n < 1000)' 'CHECK (length(name) < 50)' "DEFAULT 'it''s, (so)'" "('x' || 'y')" \
    'GENERATED ALWAYS AS (n * 2) STORED' 'REFERENCES parent ON DELETE SET NULL' STRICT '(1 + 1)'; do
    case $sql in *"$piece"*) check "kept: $piece" 0 ;; *) check "kept: $piece" 1; echo "# $sql" ;; esac
done
sqlite3 live.db "INSERT INTO t (name, n) VALUES ('b', 8)" 'SELECT id, name, n, twice, "odd name", more FROM t ORDER BY id' >"$work/got"
printf "7|a!|5|10|it's, (so)|2\n8|b!|8|16|it's, (so)|2\n" >"$work/wanted"
same "rows, the trigger and generated values are there" "$work/wanted" "$work/got"
sqlite3 live.db "SELECT name FROM sqlite_master WHERE type IN ('index', 'view', 'trigger') AND sql IS NOT NULL ORDER BY name" >"$work/got"
printf "ix_expr\nix_part\nseen\ntold\n" >"$work/wanted"
same "indexes, the view and the trigger are there" "$work/wanted" "$work/got"

# ---- what fails leaves everything as it was ----
revision three '"two"' <<X
def upgrade():
    with op.batch_alter_table("t") as batch:
        batch.alter_column("n", nullable=False)
        batch.create_check_constraint("ck_no", "n < 6")


def downgrade():
    pass
X
dump >"$work/wanted"
"$limbeck" upgrade head >/dev/null 2>"$work/errors"
check "rows that break a new constraint stop the rebuild" "$([ $? = 4 ]; echo $?)"
dump >"$work/got"
same "and nothing changed" "$work/wanted" "$work/got"
revision three '"two"' <<X
def upgrade():
    with op.batch_alter_table("t") as batch:
        batch.drop_constraint("ck_nowhere", type_="check")


def downgrade():
    pass
X
"$limbeck" upgrade head >/dev/null 2>"$work/errors"
grep -q "No such constraint: 'ck_nowhere'" "$work/errors"
check "a constraint that is not there is named" $?
finish
