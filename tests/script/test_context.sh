#!/bin/sh
# op.get_context() and op.get_bind() as scripts use them: the SQL is what Alembic 1.19.1 with SQLAlchemy
# 2.0.52 printed for the same env.py and script.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project 'url=context.config.get_main_option("sqlalchemy.url"), literal_binds=True, table_prefix="x_", answer=42'
sed -i 's,^script_location.*,&\nsqlalchemy.url = sqlite:///x.db\nteam = red,' alembic.ini
sed -i 's,^context.configure.*,context.config.set_main_option("colour"\, "blue")\n&\ncontext.run_migrations(),' alembic/env.py
prints() { # prints NAME SQL BODY
    printf "$3\n" | revision a1 None
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    says "$1" "^$2;\$"
}
refuses() { # refuses NAME PATTERN BODY
    printf "$3\n" | revision a1 None
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    [ $? = 3 ] && grep -q "a1.py:.*$2" "$work/out"
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/out"
    check "$1" $bad
}
prints "opts" "DROP TABLE x_boat" 'op.drop_table(op.get_context().opts["table_prefix"] + "boat")'
prints "opts.get()" "DROP TABLE x_boat" 'op.drop_table(op.get_context().opts.get("table_prefix", "y_") + "boat")'
prints "what configure() was not given" "DROP TABLE y_boat" 'op.drop_table(op.get_context().opts.get("other_prefix", "y_") + "boat")'
refuses "an option that is no text" "opts\['answer'\], which is not a string" 'op.drop_table("t%%d" %% op.get_context().opts["answer"])'
refuses "an option of Alembic's own" "opts\['target_metadata'\]" 'op.drop_table(op.get_context().opts["target_metadata"])'
prints "one that is not there" "DROP TABLE none" 'try:\n    op.get_context().opts["nothing"]\nexcept KeyError:\n    op.drop_table("none")'
prints "config" "DROP TABLE red" 'op.drop_table(op.get_context().config.get_main_option("team"))'
prints "config as env.py left it" "DROP TABLE blue" 'op.drop_table(op.get_context().config.get_main_option("colour"))'
prints "its URL" "DROP TABLE sqlite" 'op.drop_table(op.get_context().config.get_main_option("sqlalchemy.url")[:6])'
at_module() { # at_module HEAD BODY
    printf 'from alembic import op\nrevision = "a1"\ndown_revision = None\n%s\ndef upgrade():\n    %s\n' "$1" "$2" >alembic/versions/a1.py
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
}
at_module 'bind = op.get_bind()' 'op.drop_table(bind.dialect.name)'
says "get_bind() where the module is read" "^DROP TABLE sqlite;\$"
at_module 'op.get_bind().exec_driver_sql("SELECT 1")' 'pass'
says "nothing runs there" "a1.py:4:.*limbeck does not evaluate this"
finish
