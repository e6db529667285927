#!/bin/sh
# A migration reads the files of its project, and nothing else.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/alembic/versions" "$work/p/sql" "$work/outside"
cd "$work/p" || exit 1
cat >alembic.ini <<X
[alembic]
script_location = %(here)s/alembic
sqlalchemy.url = sqlite:///test.db
X
cat >alembic/env.py <<X
from alembic import context
context.configure(url=context.config.get_main_option("sqlalchemy.url"))
X
printf 'CREATE TABLE one (x integer);\nCREATE TABLE two (y text)\n' >sql/tables.sql
echo secret >"$work/outside/key"
ln -s "$work/outside/key" sql/link
ln -s "$work/outside" sql/folder
revision() { # revision BODY: the only one, evaluated into $work/out
    printf 'import os\nfrom pathlib import Path\nfrom alembic import op\nrevision = "a"\ndown_revision = None\nhere = Path(__file__).resolve().parent\nroot = here.parent.parent\n\ndef upgrade():\n%s\n' "$1" >alembic/versions/a.py
    "$limbeck" sql a >"$work/out" 2>"$work/errors"
}
says() { # says NAME BODY WANTED: printed lines, in order
    revision "$2"
    printf '%s\n' "$3" >"$work/wanted"
    sed -n 's/^notice: //p' "$work/errors" >"$work/got"
    same "$1" "$work/wanted" "$work/got"
}
refused() { # refused NAME BODY PATTERN
    revision "$2"
    status=$?
    [ "$status" = 3 ] && grep -q "$3" "$work/errors" && ! grep -q secret "$work/out" "$work/errors"
    check "$1" $?
}
revision '    for statement in (root / "sql" / "tables.sql").read_text().split(";"):
        op.execute(statement.strip())'
printf 'CREATE TABLE one (x integer);\n\nCREATE TABLE two (y text);\n' >"$work/wanted"
trimmed <"$work/out" >"$work/got"
same "pathlib: the statements of a file" "$work/wanted" "$work/got"
revision '    with open(os.path.join(os.path.dirname(__file__), "..", "..", "sql", "tables.sql")) as stream:
        op.execute(stream.readline().strip(";\n"))'
echo 'CREATE TABLE one (x integer);' >"$work/wanted"
trimmed <"$work/out" >"$work/got"
same "open(): a line of it" "$work/wanted" "$work/got"
says "lines, names, parts" '    with (root / "sql/tables.sql").open() as stream:
        print([line.rstrip() for line in stream])
    print(sorted(path.name for path in (root / "sql").iterdir()), os.listdir(here))
    print(Path("a/b.tar.gz").suffix, Path("a/b.py").stem, Path("/x") / "y", Path("a/../b").name, Path("x").parent)
    print((root / "sql").is_dir(), os.path.exists(root / "none"), (root / "sql/tables.sql").read_bytes()[:6])' \
    "['CREATE TABLE one (x integer);', 'CREATE TABLE two (y text)']
['folder', 'link', 'tables.sql'] ['a.py']
.gz b /x/y b .
True False b'CREATE'"
says "a file that is not there can be caught" '    try:
        open("sql/none.sql")
    except FileNotFoundError:
        print("none")' none
says "whether one exists outside the project" '    print(os.path.exists("/etc/passwd"), os.path.isdir("/etc/none"), Path("/etc").is_dir())' "True False True"
refused "a file outside the project" '    print(open("/etc/passwd").read())' "a.py:10:.*reading '/etc/passwd': a migration may read the files of its project only"
refused "a way out of it" '    print((root / ".." / "outside" / "key").read_text())' "files of its project only"
refused "a symbolic link out of it" '    print((root / "sql" / "link").read_text())' "files of its project only"
refused "a folder that is such a link" '    print(os.listdir(root / "sql" / "folder"))' "files of its project only"
refused "writing" '    open(root / "new", "w").write("x")' "does not let a migration write files"
refused "appending" '    open(root / "sql" / "tables.sql", "a")' "does not let a migration write files"
check "nothing was written" "$([ ! -e new ]; echo $?)"

# ---- the files that limbeck itself opens ------------------------------------------------------
rm -rf sql
printf 'print("secret")\nrevision = "s3cret-link"\ndown_revision = None\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n' >"$work/outside/b.py"
printf 'from alembic import context\nimport more\ncontext.configure(url="sqlite:///test.db")\n' >"$work/outside/env.py"
mkdir -p "$work/outside/more" && touch "$work/outside/more/__init__.py"
printf '"""${message}"""\nrevision = ${repr(up_revision)}\ndown_revision = None\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n' >alembic/script.py.mako
cp alembic/script.py.mako "$work/outside/"
revision '    pass'
linked() { # linked NAME LINK TARGET WORDS: WORDS fail while LINK is one to TARGET, and name both
    [ ! -e "$2" ] || mv "$2" "$work/away"
    ln -s "$3" "$2"
    # shellcheck disable=SC2086 # words
    "$limbeck" $4 >"$work/out" 2>&1
    [ $? != 0 ] && grep -q "$2' is a symbolic link out of the project, to '$3.*'; it was not opened" "$work/out" &&
        ! grep -q "s3cret\|print" "$work/out"
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/out"
    check "$1" $bad
    rm "$2"
    [ ! -e "$work/away" ] || mv "$work/away" "$2"
}
linked "a script that is a link out" alembic/versions/z.py "$work/outside/b.py" heads
linked "a script that is a link to a file of the system" alembic/versions/z.py /etc/passwd heads
linked "env.py that is a link out" alembic/env.py "$work/outside/env.py" current
linked "the template that is a link out" alembic/script.py.mako "$work/outside/script.py.mako" "revision -m new --head a"
sed -i 's/^script_location.*/&\nprepend_sys_path = ./' alembic.ini
cp "$work/outside/env.py" alembic/env.py
ln -s "$work/outside/more" more
"$limbeck" current >"$work/out" 2>&1
check "a module below a folder that is a link out" "$([ $? != 0 ] && grep -q "more/__init__.py' is a symbolic link out" "$work/out"; echo $?)"
rm more && mkdir more && mv "$work/outside/more/__init__.py" more/real.py && ln -s real.py more/__init__.py
"$limbeck" current >"$work/out" 2>&1
check "a link that stays in the project" $?

# Folders that the ini names may be links; inside them os.walk(), and so Alembic, enters none.
mv alembic/versions "$work/elsewhere" && ln -s "$work/elsewhere" alembic/versions
mkdir -p "$work/elsewhere/2024" && mv "$work/outside/b.py" "$work/elsewhere/2024/"
ln -s "$work/outside" "$work/elsewhere/linked" && cp "$work/elsewhere/a.py" "$work/outside/c.py" && sed -i 's/"a"/"c"/' "$work/outside/c.py"
sed -i 's/^script_location.*/&\nrecursive_version_locations = true/' alembic.ini
"$limbeck" heads >"$work/out" 2>&1
printf 'a (head)\ns3cret-link (head)\n' >"$work/wanted"
same "a versions folder that is a link; links to folders below it are not entered" "$work/wanted" "$work/out"
finish
