#!/bin/sh
# What inspect() answers without a database is what a database answers: a revision makes a table
# whose name holds all it heard, and drift compares the history's with the one that is there.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE inspecting"
revision a None <<'P'
op.create_table("u", sa.Column("id", sa.Integer, primary_key=True), sa.Column("code", sa.String(8), unique=False), sa.UniqueConstraint("code", name="uq_code"))
op.create_table("t",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(40), nullable=False, server_default="x"),
    sa.Column("u_id", sa.Integer, sa.ForeignKey("u.id", name="fk_u")),
    sa.Column("many", sa.Numeric(10, 2)), sa.Column("at", sa.DateTime()), sa.Column("is_on", sa.Boolean),
    sa.Column("big", sa.BigInteger), sa.Column("free", sa.Text), sa.Column("raw", sa.LargeBinary),
    sa.UniqueConstraint("name", "u_id", name="uq_t"), sa.CheckConstraint("big > 0", name="ck_big"))
op.create_index("ix_name", "t", ["name"])
op.create_index("ix_two", "t", ["u_id", "big"], unique=True)
P
revision b '"a"' <<'P'
import hashlib
insp = sa.inspect(op.get_bind())
heard = [sorted(name for name in insp.get_table_names() if name != "alembic_version"), insp.has_table("t"), insp.has_table("none"), insp.get_view_names(),
    [(c["name"], c["nullable"], type(c["type"]).__name__, bool(c["default"])) for c in insp.get_columns("t")],
    insp.get_pk_constraint("t")["constrained_columns"],
    [(k["constrained_columns"], k["referred_table"], k["referred_columns"]) for k in insp.get_foreign_keys("t")],
    sorted((i["name"], i["column_names"], bool(i["unique"])) for i in insp.get_indexes("t") if i["name"] != "uq_t"),
    insp.has_table("t") and "name" in [c["name"] for c in insp.get_columns("t")]]
try:
    heard.append([len(insp.get_columns("none"))])
except Exception as error:
    heard.append(type(error).__name__)
heard.append(sorted((c["name"], c["column_names"]) for c in insp.get_unique_constraints("t")))
if op.get_bind().dialect.name == "postgresql":
    heard.append(sorted(c["name"] for c in insp.get_check_constraints("t")))
print(heard)
op.create_table("heard_" + hashlib.md5(repr(heard).encode()).hexdigest(), sa.Column("id", sa.Integer))
P
# Rows that nobody put there are not found, whatever asks for them.
revision c '"b"' <<'P'
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String))
bind = op.get_bind()
found = [list(bind.execute(sa.text(sql))) for sql in ("SELECT id, name FROM t", "SELECT t.id FROM t JOIN u ON u.id = t.u_id")]
found.append(list(bind.execute(sa.select(t.c.id).where(t.c.name == "x"))))
found.append(bind.execute(sa.select(t.c.name)).fetchone())
for row in bind.execute(sa.text("SELECT id FROM t")):
    op.execute("ALTER TABLE t ADD COLUMN never INTEGER")
bind.execute(sa.text("UPDATE t SET name = 'y'"))
bind.execute(t.update().values(name="z"))
bind.execute(t.insert(), [{"id": 1, "name": "one"}])
bind.execute(sa.text("INSERT INTO u (id, code) VALUES (1, 'one')"))
op.create_table("found_%d" % sum(bool(x) for x in found), sa.Column("id", sa.Integer))
if bind.dialect.name == "postgresql":
    from sqlalchemy.dialects import postgresql
    op.drop_constraint("fk_u", "t")
    op.create_index("ix_lower", "t", [sa.text("lower(name)")])
    for _ in range(2):
        postgresql.ENUM("sad", "happy", name="mood").create(bind, checkfirst=True)
        sa.Sequence("counter").create(bind, checkfirst=True)
    indexes = {i["name"]: len(i.get("expressions", i["column_names"])) for i in sa.inspect(bind).get_indexes("t")}
    op.create_table("indexes_%d" % indexes["ix_lower"], sa.Column("id", sa.Integer))
P
# Here there are some: what they are nobody knows without the database.
revision d '"c"' <<'P'
for row in op.get_bind().execute(sa.text("SELECT id FROM t")):
    op.execute("ALTER TABLE t ADD COLUMN seen_%d INTEGER" % row.id)
P
for kind in sqlite postgresql; do
    case $kind in
    sqlite) export LIMBECK_URL="sqlite:///$work/inspecting.db" ;;
    postgresql) export LIMBECK_URL="$server/inspecting" ;;
    esac
    for revision in a b c; do
        "$limbeck" upgrade $revision >"$work/upgraded" 2>&1 && "$limbeck" drift >"$work/out" 2>&1
        bad=$?
        [ $bad = 0 ] || sed 's/^/# /' "$work/upgraded" "$work/out"
        check "$kind: the history of $revision is the database" $bad
    done
    "$limbeck" schema c >"$work/out" 2>&1
    says "$kind: no row was found" "found_0"
    check "$kind: and nothing was done with it" "$(! grep -q never "$work/out"; echo $?)"
    "$limbeck" upgrade d >"$work/upgraded" 2>&1
    "$limbeck" drift >"$work/out" 2>&1
    says "$kind: what rests on rows is told as not known" "unreadable: d: line 6: reads the database"
    says "$kind: and what came of it is seen" "- column t.seen_1"
done

# ---- the Inspector by its other names, and a dialect's questions -------------------------------
# Recorded: Alembic 1.19.1 and SQLAlchemy 2.0.52 leave this row in log on PostgreSQL, and on SQLite.
rm -f alembic/versions/*
revision a None <<'P'
from sqlalchemy import Inspector
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("b", sa.String(5), index=True), sa.PrimaryKeyConstraint("id", name="tpk"))
op.create_table("log", sa.Column("line", sa.Text))
bind = op.get_bind()
found = Inspector.from_engine(bind)
dialect = bind.dialect
line = (found.has_table("t"), sorted(found.get_table_names()), isinstance(sa.inspect(bind), sa.Inspector),
        dialect.get_pk_constraint(bind, table_name="t")["name"], dialect.has_table(bind, "t"), dialect.has_table(bind, "u"),
        [column["name"] for column in sa.engine.reflection.Inspector.from_engine(bind).get_columns("t")])
bind.execute(sa.text("INSERT INTO log VALUES (:line)"), {"line": repr(line)})
P
psql -q "$server/postgres" -c "CREATE DATABASE asking"
LIMBECK_URL="$server/asking" "$limbeck" upgrade a >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
psql -AtX "$server/asking" -c "SELECT line FROM log" >"$work/got"
LIMBECK_URL="sqlite:///$work/asking.db" "$limbeck" upgrade a >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
sqlite3 "$work/asking.db" "SELECT line FROM log" >>"$work/got"
for kind in postgresql sqlite; do
    echo "(True, ['alembic_version', 'log', 't'], True, 'tpk', True, False, ['id', 'b'])"
done >"$work/wanted"
same "Inspector.from_engine() and connection.dialect answer as in SQLAlchemy" "$work/wanted" "$work/got"
finish
