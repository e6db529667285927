#!/bin/sh
# init, revision and merge: what they write is what Alembic writes, and runs
# under Alembic; and the reverse.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
dateless() { sed 's/^Create Date: .*/Create Date: -/' "$1"; }
quiet() { "$@" >"$work/out" 2>"$work/errors"; }

# ---- init ------------------------------------------------------------------------
for template in generic async multidb pyproject pyproject_async; do
    mkdir -p "$work/init/$template"
    cd "$work/init/$template" || exit 1
    quiet "$limbeck" init -t "$template" --package scripts
    check "init -t $template" $?
    case $template in
    *async) sed -i 's,^sqlalchemy.url.*,sqlalchemy.url = sqlite+aiosqlite:///one.db,' alembic.ini ;;
    *) sed -i 's,driver://.*/dbname2,sqlite:///two.db,; s,driver://.*/dbname$,sqlite:///one.db,' alembic.ini ;;
    esac
    quiet "$limbeck" revision -m "First of all" --rev-id aaaa01 --branch-label web && quiet "$limbeck" upgrade head
    check "$template: a revision, applied" $?
    [ "$("$limbeck" current 2>/dev/null | sort -u)" = "aaaa01 (head)" ]
    check "$template: it is current" $?
    case $template in pyproject*) continue ;; esac # Debian's Alembic does not read pyproject.toml
    [ "$(alembic current 2>/dev/null | sort -u)" = "aaaa01 (head)" ]
    check "$template: current under Alembic too" $?
    alembic revision -m "Second" --rev-id aaaa02 >/dev/null 2>&1 && quiet "$limbeck" upgrade head &&
        [ "$(alembic current 2>/dev/null | sort -u)" = "aaaa02 (head)" ]
    check "$template: Alembic writes the next one, limbeck applies it" $?
    quiet alembic downgrade base && [ -z "$("$limbeck" current 2>/dev/null)" ]
    check "$template: Alembic steps down" $?
done
cd "$work/init/generic" || exit 1
quiet "$limbeck" init scripts
check "init refuses a folder with something in it" "$([ $? = 2 ] && grep -q "already exists and is not empty" "$work/out"; echo $?)"
cp alembic.ini "$work/before"
quiet "$limbeck" init other && grep -q "alembic.ini already exists, skipping" "$work/out" && cmp -s alembic.ini "$work/before"
check "init leaves an alembic.ini as it is" $?
quiet "$limbeck" init -t nosuch third
check "init knows its templates" "$([ $? = 2 ] && [ ! -e third ]; echo $?)"
mkdir -p "$work/toml" && cd "$work/toml" || exit 1
printf '[project]\nname = "shop"\n' >pyproject.toml
quiet "$limbeck" init -t pyproject scripts && grep -q '^name = "shop"' pyproject.toml && grep -q '^\[tool.alembic\]' pyproject.toml
check "init adds its section to a pyproject.toml" $?
quiet "$limbeck" list_templates && grep -q "^multidb - " "$work/out"
check "list_templates" $?

# ---- the reverse: Alembic's own project ------------------------------------------------
mkdir "$work/theirs" && cd "$work/theirs" || exit 1
quiet alembic init alembic
sed -i 's,^sqlalchemy.url.*,sqlalchemy.url = sqlite:///one.db,' alembic.ini
quiet alembic revision -m one --rev-id bbbb01
quiet alembic revision -m left --rev-id bbbb02 --head bbbb01
quiet "$limbeck" revision -m right --rev-id bbbb03 --head bbbb01
check "a second head wants --splice" "$([ $? = 2 ] && grep -q "please specify --splice" "$work/out"; echo $?)"
quiet "$limbeck" revision -m right --rev-id bbbb03 --head bbbb01 --splice --depends-on bbbb02
check "--splice, --depends-on" $?
quiet "$limbeck" revision -m lost
check "several heads: which one is asked" "$([ $? = 2 ] && grep -q "^FAILED: Multiple heads are present; please specify the head revision" "$work/out"; echo $?)"
quiet "$limbeck" merge -m together --rev-id bbbb04 heads bbbb02
check "merge" $?
alembic heads 2>/dev/null >"$work/theirs.heads"
"$limbeck" heads >"$work/ours.heads" 2>/dev/null
same "Alembic sees the same head" "$work/theirs.heads" "$work/ours.heads"
alembic history -v 2>/dev/null | sed "s|^Branches into: .*|Branches|" >"$work/theirs.history"
"$limbeck" history -v 2>/dev/null | sed "s|^Branches into: .*|Branches|" >"$work/ours.history"
same "and the same history" "$work/theirs.history" "$work/ours.history"
quiet "$limbeck" revision --rev-id bbbb01
check "an id that is there is refused" "$([ $? = 2 ]; echo $?)"
quiet "$limbeck" revision --rev-id 'a-b@c'
check "an id Alembic could not read is refused" "$(grep -q "Character(s) '-, @' not allowed in revision identifier 'a-b@c'" "$work/out"; echo $?)"
quiet "$limbeck" revision --autogenerate
check "--autogenerate without models says so, and writes nothing" "$([ $? = 2 ] && [ "$(ls alembic/versions/*.py | wc -l)" = 4 ]; echo $?)"

# ---- script.py.mako, letter by letter ------------------------------------------------------
template=0
while IFS= read -r line; do
    template=$((template + 1))
    {
        cat <<'X'
"""${message}"""
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
X
        printf '%b' "$line"
    } >alembic/script.py.mako
    quiet alembic revision -m 'It'"'"'s <b> "Größe" & more' --rev-id cccc01 --head bbbb04 --branch-label lab
    file=$(ls alembic/versions/cccc01*)
    mv "$file" "$work/alembic.py"
    quiet "$limbeck" revision -m 'It'"'"'s <b> "Größe" & more' --rev-id cccc01 --head bbbb04 --branch-label lab
    [ -e "$file" ] || { sed 's/^/# /' "$work/errors"; echo "# no $file, but $(ls alembic/versions)"; }
    same "template $template: $line" "$work/alembic.py" "$file"
    rm -f "$file"
done <<'X'
# ${message | h} ${message|n,trim} ${"a|b}" + str(len({1: "}"}))}\n
% if upgrades:\nx = 1\n% elif message:\nx = 2  # %%\n% else:\nx = 3\n% endif\n
% for name in ["one", "two"]:\n    % if loop_was is UNDEFINED_NAME:\n\n    % endif\ny_${name} = 1\n% endfor\n
## a comment\n%% percent\n# ${imports if imports else ""}|\n
one = (1 + \\\\\n  2)\n<%doc>\nnothing\n</%doc>z = 1\n<%text># ${raw} </%text>\n
<%!\nimport re\n%>\n<%\n    parts = re.split(r",\\s*", "a, b")\n    if parts:\n        n = len(parts)\n%>\nn = ${n}\n
# ${context.get("%s_upgrades" % "x", "pass")} ${comma(["a", "b"])} ${down_revision | comma,n}\n
# ${", ".join([k for k in sorted(["b", "a"]) if k])} ${(lambda v: v * 2)("ab")} ${f"{up_revision!r:>10}"}\n
X
printf '"""${message}\n\n${nobody.knows}\n"""\n' >alembic/script.py.mako
quiet "$limbeck" revision -m x --rev-id dddd01
check "an error of the template is told with its line" "$([ $? = 3 ] && grep -q "script.py.mako:3:" "$work/errors" && ! ls alembic/versions/dddd01* >/dev/null 2>&1; echo $?)"
printf '%%include file="x"\n<%%include file="x"/>\n' >alembic/script.py.mako
quiet "$limbeck" revision -m x --rev-id dddd02
check "what limbeck does not know of Mako is refused by name" "$([ $? != 0 ] && [ ! -e alembic/versions/dddd02_x.py ]; echo $?)"

# ---- names of files, dates, hooks --------------------------------------------------------------
mkdir "$work/names" && cd "$work/names" || exit 1
quiet "$limbeck" init alembic
sed -i 's,^sqlalchemy.url.*,sqlalchemy.url = sqlite:///one.db,; s,^script_location.*,&\nfile_template = %%(year)d/%%(month).2d_%%(rev)s-%%(slug)s\ntruncate_slug_length = 12\ntimezone = utc\nrecursive_version_locations = true,' alembic.ini
cat >>alembic.ini <<X
[post_write_hooks]
hooks = first, second
first.type = exec
first.executable = $work/names/hook
first.options = "one word" -f REVISION_SCRIPT_FILENAME
second.type = exec
second.executable = ./hook
second.cwd = %(here)s
X
sed -i '0,/^\[post_write_hooks\]/{/^\[post_write_hooks\]/d}' alembic.ini
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >>%s/words\n' "$work" >hook
chmod +x hook
quiet "$limbeck" revision -m "Some rather long message" --rev-id eeee01
file=$(find alembic/versions -name '*.py')
check "file_template, truncate_slug_length" "$(echo "$file" | grep -qxE 'alembic/versions/[0-9]{4}/[0-9]{2}_eeee01-some_rather_\.py'; echo $?)"
check "timezone" "$(grep -qE '^Create Date: .*\+00:00$' "$file"; echo $?)"
printf '%s\n' "one word" -f "$PWD/$file" "$PWD/$file" >"$work/wanted"
same "post-write hooks get their words, and no shell" "$work/wanted" "$work/words"
grep -q "^Running post write hook 'first' \.\.\.$" "$work/out"
check "and are told" $?
[ "$("$limbeck" heads)" = "eeee01 (head)" ]
check "the file is found again" $?
sed -i 's,^timezone.*,timezone = Europe/Nowhere,' alembic.ini
quiet "$limbeck" revision -m x
check "a zone nobody knows" "$(grep -q "^FAILED: Can't locate timezone: Europe/Nowhere" "$work/out"; echo $?)"

# ---- edit ------------------------------------------------------------------------------------------
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >%s/edited\n' "$work" >editor
chmod +x editor
EDITOR="$PWD/editor --wait" quiet "$limbeck" edit head
printf '%s\n' --wait "$PWD/$file" >"$work/wanted"
same "edit opens the file in \$EDITOR" "$work/wanted" "$work/edited"
finish
