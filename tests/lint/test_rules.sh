#!/bin/sh
# Every rule: a script it speaks of, and the safer one it is silent on.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
script=alembic/versions/one.py
write() { # write LINES [DOWN]: upgrade(), where a semicolon and two blanks end a line
    { printf 'from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nrevision = "one"\ndown_revision = None\ndef upgrade():\n'
      echo "$1" | sed 's/;  /\n/g' | sed 's/^/    /'
      printf 'def downgrade():\n    %s\n' "${2:-op.execute('SELECT 1')}"; } >$script
}
rules_told() { "$limbeck" lint --severity advice --dialect "${dialect:-postgresql}" "$@" 2>"$work/errors" | sed -n 's/.* \[\([a-z-]*\)\]$/\1/p' | sort -u; }
seen=
rule() { # rule NAME RISKY SAFE
    seen="$seen $1"
    write "$2"
    rules_told | grep -qx -- "$1"
    bad=$?
    [ $bad = 0 ] || { rules_told | sed 's/^/# told: /'; sed 's/^/# /' "$work/errors"; }
    check "$1 is told" $bad
    write "$3"
    rules_told >"$work/told"
    [ ! -s "$work/errors" ] && ! grep -qx -- "$1" "$work/told"
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/errors" "$work/told"
    check "$1 is not told of the safer way" $bad
}
new='op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("a", sa.String(5)), sa.Column("b", sa.Integer));  '
block='with op.get_context().autocommit_block():;      '
rule index-not-concurrent 'op.create_index("i", "t", ["a"])' "${block}op.create_index('i', 't', ['a'], postgresql_concurrently=True)"
rule index-not-concurrent 'op.execute("CREATE UNIQUE INDEX i ON t (a)")' "${new}op.create_index('i', 't', ['a'])"
rule drop-index-not-concurrent 'op.drop_index("i", "t")' "${block}op.drop_index('i', 't', postgresql_concurrently=True)"
rule not-null-without-default 'op.add_column("t", sa.Column("a", sa.Integer, nullable=False))' 'op.add_column("t", sa.Column("a", sa.Integer, nullable=False, server_default="0"))'
rule set-not-null 'op.alter_column("t", "a", nullable=False)' 'op.alter_column("t", "a", nullable=True)'
rule set-not-null 'op.execute("ALTER TABLE t ALTER COLUMN a SET NOT NULL")' "${new}op.alter_column('t', 'a', nullable=False)"
rule type-change 'op.alter_column("t", "a", type_=sa.Integer)' 'op.alter_column("t", "a", existing_type=sa.String(20), type_=sa.String(40))'
rule narrows 'op.alter_column("t", "a", existing_type=sa.Numeric(10, 4), type_=sa.Numeric(10, 2))' "${new}op.alter_column('t', 'b', existing_type=sa.Numeric(10, 4), type_=sa.Numeric(10, 2))"
rule narrows 'op.alter_column("t", "a", existing_type=sa.DateTime(), type_=sa.Date())' 'op.alter_column("t", "a", existing_type=sa.String(20), type_=sa.String(40))'
rule narrows 'op.alter_column("t", "a", existing_type=sa.Float(), type_=sa.Integer())' 'op.alter_column("t", "a", existing_type=sa.Float(), comment="c")'
rule narrows 'op.execute("ALTER TABLE t ALTER COLUMN a TYPE integer USING length(a)")' "${new}op.create_index('i', 't', ['a'], postgresql_using='gin')"
write 'op.alter_column("t", "a", existing_type=sa.Numeric(10, 2), type_=sa.Numeric(12, 4))'
rules_told | grep -qx narrows
check "a wider NUMERIC narrows nothing" "$([ $? = 1 ]; echo $?)"
rule foreign-key-validated 'op.create_foreign_key("f", "t", "u", ["a"], ["id"])' 'op.create_foreign_key("f", "t", "u", ["a"], ["id"], postgresql_not_valid=True)'
rule foreign-key-validated 'op.execute("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u")' 'op.execute("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u NOT VALID")'
rule check-validated 'op.create_check_constraint("c", "t", "a > 0")' 'op.create_check_constraint("c", "t", "a > 0", postgresql_not_valid=True)'
rule constraint-builds-index 'op.create_unique_constraint("c", "t", ["a"])' 'op.execute("ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i")'
rule renames-column 'op.alter_column("t", "a", new_column_name="b")' 'op.alter_column("t", "a", comment="b")'
rule renames-table 'op.rename_table("t", "u")' "${new}op.rename_table('t', 'u')"
rule volatile-default 'op.add_column("t", sa.Column("a", sa.Uuid, server_default=sa.text("gen_random_uuid()")))' 'op.add_column("t", sa.Column("a", sa.DateTime, server_default=sa.text("now()")))'
rule stored-computed 'op.add_column("t", sa.Column("a", sa.Integer, sa.Computed("b + 1", persisted=True)))' 'op.add_column("t", sa.Column("a", sa.Integer))'
rule unbounded-change 'op.execute("UPDATE t SET a = 1")' 'op.execute("UPDATE t SET a = 1 WHERE id BETWEEN 1 AND 1000 AND a IS NULL")'
rule unbounded-change 'op.execute(sa.table("t", sa.column("a")).update().values(a=1))' "${new}op.execute('DELETE FROM t')"
rule enum-value "op.execute(\"ALTER TYPE e ADD VALUE 'x'\")" "${block}op.execute(\"ALTER TYPE e ADD VALUE 'x'\")"
rule locks-table 'op.execute("LOCK TABLE t IN EXCLUSIVE MODE")' 'op.execute("SELECT 1")'
rule cascades 'op.execute("DROP TYPE e CASCADE")' 'op.execute("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u ON DELETE CASCADE NOT VALID")'
rule rewrites-on-purpose 'op.execute("VACUUM FULL t")' 'op.execute("VACUUM t")'
rule concurrently-inside 'op.execute("CREATE INDEX CONCURRENTLY i ON t (a)")' "${block}op.execute('CREATE INDEX CONCURRENTLY i ON t (a)')"
rule ends-transaction 'op.execute("COMMIT")' 'op.execute("ROLLBACK TO SAVEPOINT a")'
rule json-column 'op.add_column("t", sa.Column("a", sa.JSON))' 'op.add_column("t", sa.Column("a", postgresql.JSONB))'
rule small-primary-key 'op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))' 'op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True))'
rule timestamp-without-zone 'op.add_column("t", sa.Column("a", sa.DateTime))' 'op.add_column("t", sa.Column("a", sa.DateTime(timezone=True)))'
rule unnamed-constraint 'op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True), sa.UniqueConstraint("id"))' 'op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True), sa.UniqueConstraint("id", name="u"))'
rule several-statements 'op.execute("SELECT 1; SELECT 2")' "op.execute(\"DO \$\$ BEGIN NULL; END \$\$; \")"
rule destroys 'op.drop_column("t", "a")' "${new}op.drop_table('t')"
rule deletes 'op.execute("TRUNCATE t, u")' 'op.execute("SELECT 1 -- truncate t")'
rule overwrites 'op.execute("UPDATE t SET a = NULL, b = 2")' 'op.execute("UPDATE t SET a = coalesce(a, 1) WHERE b > 3")'
rule overwrites 't = sa.table("t", sa.column("a"));  op.execute(t.update().values(a=None))' 't = sa.table("t", sa.column("a"));  op.execute(t.update().where(t.c.a.is_(None)).values(a=5))'
rule overwrites 'op.execute("UPDATE t SET b = 5, a = lower(a) WHERE b IS NULL")' 'op.execute("UPDATE t SET a = 5 WHERE b IS NOT NULL AND a IS NULL")'
rule overwrites 'op.execute("UPDATE t SET b = a IS DISTINCT FROM c, a = 1 WHERE b IS NULL")' 'op.execute("UPDATE t SET b = a IS DISTINCT FROM c WHERE b IS NULL")'
rule overwrites 'op.execute("UPDATE t SET a = 5 WHERE a IS NULL OR b = 2")' 'op.execute("UPDATE t SET a = 5 WHERE (b = 2 OR b = 3) AND t.a IS NULL")'
for added in 'op.execute("ALTER TABLE t ADD COLUMN a INTEGER")' 'op.add_column("t", sa.Column("a", sa.Integer))' 'op.execute("CREATE TABLE t (a INTEGER)")'; do
    write "$added;  op.execute('UPDATE t SET a = NULL')"
    check "overwrites is not told of what the step made: $added" "$(rules_told | grep -qx overwrites; [ $? = 1 ]; echo $?)"
done
write pass 'op.execute("UPDATE t SET a = 5")'
check "overwrites is told of any value on the way down" "$(rules_told --down | grep -qx overwrites; echo $?)"
rule unbatched-update 'op.add_column("t", sa.Column("a", sa.Integer));  op.execute("UPDATE t SET a = 1 WHERE id < 9")' 'op.execute("UPDATE t SET a = 1 WHERE id < 9 AND a IS NULL")'
rule redundant-index 'op.create_table("t", sa.Column("a", sa.Integer), sa.UniqueConstraint("a", name="u"));  op.create_index("i", "t", ["a"])' 'op.create_table("t", sa.Column("a", sa.Integer), sa.UniqueConstraint("a", name="u"));  op.create_index("i", "t", ["a", "b"])'
rule python-default 'op.add_column("t", sa.Column("a", sa.Integer, default=1))' 'op.add_column("t", sa.Column("a", sa.Integer, server_default="1"))'
dialect=sqlite
rule copies-table 'with op.batch_alter_table("t", copy_from=sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))) as batch:;      batch.alter_column("a", type_=sa.String(5))' 'op.add_column("t", sa.Column("a", sa.Integer))'
dialect=postgresql
write 'op.add_column("t", sa.Column("a", sa.Integer))' pass
check "one-way is told" "$(rules_told | grep -qx one-way; echo $?)"
write pass pass
check "one-way is not told where there is nothing to undo" "$(! rules_told | grep -qx one-way; echo $?)"
for acting in 'op.execute("SELECT 1")' 'rows = op.get_bind()' 'for i in range(3): pass' 'if True:;      print("x")' 'try:;      print("x");  except Exception:;      pass'; do
    write pass pass
    echo "$acting" | sed 's/;  /\n/g' >>$script
    check "acts-when-read is told of $acting" "$(rules_told | grep -qx acts-when-read; echo $?)"
done
write pass pass
printf '"""A text."""\nTABLE = sa.table("t", sa.column("a"))\nif TABLE is None:\n    import os\ntry:\n    import nothing\nexcept ImportError:\n    nothing = None\nclass Kind:\n    pass\n' >>$script
check "acts-when-read is not told of what only names things" "$(! rules_told | grep -qx acts-when-read; echo $?)"
# A text is read statement by statement, as the server takes it.
says() { # says NAME MESSAGE SQL; "-" says that nothing is lost
    write "op.execute(r'''$3 ''')"
    "$limbeck" lint --severity loss --dialect postgresql >"$work/out" 2>&1
    if [ "$2" = - ]; then ! grep -q "loss:" "$work/out"; else grep -qF "$2" "$work/out"; fi
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/out"
    check "SQL: $1" $bad
}
says "a statement behind a text with a backslash" "deletes rows of table users" "UPDATE t SET a = E'it\\'s' WHERE id = 1; DELETE FROM users WHERE name = 'x'"
says "a name in quotes with a blank" "destroys table my orders" 'DROP TABLE "my orders"'
says "a name in quotes with a dot, in a schema" "destroys table a.b" 'DROP TABLE app."a.b"'
says "what a text says is not done" - "SELECT 'DROP TABLE t; DELETE FROM u'"
says "nor what a function's body says" - 'CREATE FUNCTION f() RETURNS void AS $f$ DELETE FROM users; $f$ LANGUAGE sql'
says "nor what a comment says" - 'SELECT 1 /* DROP TABLE /* nested */ t */'
says "a DO block does it" "deletes rows of table users" 'DO $$ BEGIN IF true THEN DELETE FROM users; END IF; END $$'
says "WHERE belongs to its statement" "empties table" "SELECT 1 FROM t WHERE id = 1; TRUNCATE u"
write 'op.execute("SELECT 1 FROM t WHERE id = 1; UPDATE u SET a = 1")'
check "SQL: a change without WHERE behind a statement that has one" "$(rules_told | grep -qx unbounded-change; echo $?)"
write 'op.execute("CREATE TABLE n (a int); DELETE FROM n")'
check "SQL: rows of a table that the text made" "$(rules_told | grep -qx deletes; [ $? = 1 ]; echo $?)"
# What is referred to is known from the revisions before.
referred() { # referred NAME WORD LINES: in a revision after one with a key and a type
    write 'op.create_table("u", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("e", sa.String(5)), sa.UniqueConstraint("e", name="uq"));  op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("a", sa.BigInteger), sa.Column("e", sa.String(5)), sa.Column("s", postgresql.ENUM("x", name="kind")), sa.ForeignKeyConstraint(["a"], ["u.id"], name="fa"), sa.ForeignKeyConstraint(["e"], ["u.e"], name="fe"))'
    mv $script alembic/versions/zero.py
    sed -i 's/"one"/"zero"/' alembic/versions/zero.py
    write "$3" pass
    sed -i 's/^down_revision = None/down_revision = "zero"/' $script
    got=$("$limbeck" lint --severity advice --dialect postgresql one 2>&1 | grep -c 'still-referenced')
    check "still-referenced: $1" "$([ "$got" = "$2" ]; echo $?)"
    rm alembic/versions/zero.py
}
referred "a table" 2 'op.drop_table("u")'
referred "a table, in SQL" 2 'op.execute("DROP TABLE u")'
referred "a table whose keys went first" 0 'op.drop_constraint("fa", "t");  op.execute("ALTER TABLE t DROP CONSTRAINT fe");  op.drop_table("u")'
referred "a table whose keys' columns went first" 0 'op.drop_column("t", "a");  op.drop_column("t", "e");  op.drop_table("u")'
referred "a table after the one that refers to it" 0 'op.drop_table("t");  op.drop_table("u")'
referred "a column" 1 'op.drop_column("u", "e")'
referred "a column that nothing refers to" 0 'op.drop_column("t", "a")'
referred "a constraint" 1 'op.drop_constraint("uq", "u")'
referred "a type" 1 'op.execute("DROP TYPE kind")'
referred "a type whose column went first" 0 'op.drop_column("t", "s");  op.execute("DROP TYPE kind")'
seen="$seen one-way acts-when-read still-referenced"
"$limbeck" lint --rules | sed -n 's/^\([a-z-]*\) (.*/\1/p' | sort >"$work/listed"
echo "$seen" | tr ' ' '\n' | sed '/^$/d' | sort -u >"$work/seen"
same "every rule of the list was tried" "$work/listed" "$work/seen"
check "there are thirty-five of them" "$([ "$(wc -l <"$work/listed")" = 35 ]; echo $?)"

# ---- silence, status, JSON ---------------------------------------------------------------------
status_is() { # status_is NAME WANTED WORDS...
    name=$1 wanted=$2
    shift 2
    "$limbeck" lint --dialect postgresql "$@" >"$work/out" 2>&1
    got=$?
    [ $got = "$wanted" ] || sed 's/^/# /' "$work/out"
    check "$name" "$([ $got = "$wanted" ]; echo $?)"
}
write 'op.rename_table("t", "u")'
status_is "a warning: status 1" 1
write 'op.drop_index("i", "t")'
status_is "a note: status 0" 0
check "and it is told" "$(grep -q "one.py:7: note: .*\[drop-index-not-concurrent\]" "$work/out" && grep -q "    instead: op.drop_index" "$work/out"; echo $?)"
status_is "--severity warning" 0 --severity warning
check "leaves the note out" "$(grep -qx "0 findings" "$work/out"; echo $?)"
status_is "--severity none of them" 2 --severity serious
write 'op.rename_table("t", "u")  # limbeck: allow renames-table: nothing reads it'
status_is "silenced on its line" 0
check "and counted" "$(grep -q "1 silenced by comments" "$work/out"; echo $?)"
write '# limbeck: allow cascades, renames-table;  # since nothing reads it;  op.rename_table("t", "u")'
status_is "silenced over its line" 0
write '# limbeck: allow renames-tables;  op.rename_table("t", "u")'
status_is "another rule's name silences nothing" 1
write '# limbeck: allow renames-table;  op.execute("SELECT 1");  op.rename_table("t", "u")'
status_is "nor a comment over another line" 1
sed -i '1i # limbeck: allow-file renames-table' $script
status_is "silenced for the file" 0
write 'op.rename_table("t", "u");  op.get_bind().execute(sa.text("SELECT 1")).scalar() + 1'
status_is "a question to the database ends the look" 1
check "and that is said" "$(grep -q "one.py:8: note: the rest depends on the results of queries" "$work/out"; echo $?)"
write 'op.rename_table("t", "u");  op.frobnicate("t")'
status_is "so does what is not evaluated" 1
check "and that too" "$(grep -q "not checked from here on" "$work/out"; echo $?)"
status_is "--down" 0 --down
write 'op.rename_table("t", "u")'
"$limbeck" --json lint --dialect postgresql one >"$work/json" 2>/dev/null
python3 -c 'import json, sys; a = json.load(open(sys.argv[1])); sys.exit(not (a[0]["rule"] == "renames-table" and a[0]["line"] == 7 and a[0]["severity"] == "warning" and not a[0]["silenced"]))' "$work/json"
check "--json" $?
finish
