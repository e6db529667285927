#!/bin/sh
# The journal: two lines a run, chained; nothing secret; a change shows.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
export XDG_STATE_HOME="$work/own"
journal=$XDG_STATE_HOME/limbeck/journal.jsonl
plain_project
revision one None <<X
op.create_table("kept", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
for number in range(5):
    op.get_bind().execute(sa.text("INSERT INTO kept (name) VALUES (:name)"), {"name": "hidden value"})
X
revision two '"one"' <<X
op.execute("CREATE ROLE journal_role LOGIN PASSWORD 'hush''hush' VALID UNTIL '2030-01-01'")
op.execute("SELECT 1 FROM nowhere")
X
revision slow '"one"' <<X
op.execute("SELECT pg_sleep(60)")
X
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE journal"
export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/journal"
"$limbeck" journal >"$work/out" 2>&1
check "no journal yet" "$([ $? = 0 ] && [ ! -s "$work/out" ]; echo $?)"
"$limbeck" upgrade one
"$limbeck" upgrade two >/dev/null 2>&1
"$limbeck" stamp one
"$limbeck" upgrade one
check "two lines a run, none where there was nothing to do" "$([ "$(wc -l <"$journal")" = 6 ]; echo $?)"
check "readable for its owner alone" "$([ "$(ls -l "$journal" | cut -c1-10)" = "-rw-------" ]; echo $?)"
check "no password in it, nor a value" "$(! grep -q 's3cret-word\|hush\|hidden value' "$journal"; echo $?)"
cat >"$work/look.py" <<'X'
import hashlib, json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
begun, ended, failed = lines[0], lines[1], lines[3]
assert begun["event"] == "begun" and begun["steps"][0]["sha256"] == hashlib.sha256(open("alembic/versions/one.py", "rb").read()).hexdigest()
assert ended["outcome"] == "done" and ended["run"] == begun["run"] and "***" in ended["database"]
statements = ended["steps"][0]["statements"]
assert [s["times"] for s in statements if s["sql"].startswith("INSERT INTO kept")] == [5], statements
assert all(s["milliseconds"] is not None for s in statements)
assert failed["outcome"] == "failed" and "nowhere" in failed["error"]
assert any("PASSWORD '***' VALID UNTIL '2030-01-01'" in s["sql"] for s in failed["steps"][0]["statements"])
assert lines[4]["verb"] == "stamp" and lines[4]["targets"] == ["one"]
previous = "0" * 64
for line in open(sys.argv[1]):
    rest = line.rstrip("\n")[len('{"hash":"') + 64 + 2:]
    assert hashlib.sha256(rest.encode()).hexdigest() == json.loads(line)["hash"]
    assert json.loads(line)["previous"] == previous
    previous = json.loads(line)["hash"]
X
python3 "$work/look.py" "$journal"
check "what it holds, read by another program" $?
"$limbeck" journal >"$work/out" 2>&1
check "limbeck journal tells each run" "$([ "$(grep -c "    upgrade\|    stamp" "$work/out")" = 3 ] && grep -q "failed after .*nowhere" "$work/out"; echo $?)"
"$limbeck" journal --verify >"$work/out" 2>&1
check "--verify: whole" "$([ $? = 0 ] && grep -q "6 lines, unchanged" "$work/out"; echo $?)"
"$limbeck" upgrade slow >/dev/null 2>&1 &
runner=$!
until [ -n "$(psql -t -A -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d journal -c "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")" ]; do :; done
kill -KILL $runner
wait $runner 2>/dev/null
"$limbeck" journal --last 1 >"$work/out" 2>&1
check "a run that was killed shows" "$(grep -q "started, not finished" "$work/out"; echo $?)"
cp "$journal" "$work/copy"
for change in 's/"verb":"stamp"/"verb":"nothing"/' '3d'; do
    sed "$change" "$work/copy" >"$journal"
    "$limbeck" journal --verify >"$work/out" 2>&1
    check "--verify: $change is seen" "$([ $? = 1 ] && grep -q "does not follow" "$work/out"; echo $?)"
done
cp "$work/copy" "$journal"

# ---- its end ------------------------------------------------------------------------------
lines() { wc -l <"$journal"; }
verified() { "$limbeck" journal --verify >"$work/out" 2>&1; }
verified
check "--verify: whole again" "$([ $? = 0 ]; echo $?)"
cp "$journal.end" "$work/end"
for cut in 1 3; do
    head -n -$cut "$work/copy" >"$journal"
    verified
    check "--verify: $cut cut off at the end are missed" "$([ $? = 1 ] && grep -q "$cut lines* \(is\|are\) missing at the end" "$work/out"; echo $?)"
done
"$limbeck" stamp one >"$work/out" 2>&1
check "and a run says so" "$([ $? = 0 ] && grep -q "3 lines are missing at the end of the journal" "$work/out"; echo $?)"
verified
check "--verify: what was added since does not cover the gap" "$([ $? = 1 ] && grep -q "does not follow" "$work/out"; echo $?)"
rm "$journal"
cp "$work/end" "$journal.end"
verified
check "--verify: nor is a journal that is gone whole" "$([ $? = 1 ] && grep -q "7 lines are missing" "$work/out"; echo $?)"
cp "$work/copy" "$journal"
rm "$journal.end"
verified
check "--verify: without the file beside it the end is not known" "$([ $? = 1 ] && grep -q "journal.jsonl.end" "$work/out"; echo $?)"
"$limbeck" stamp one >"$work/out" 2>&1
cp "$work/end" "$journal.end" # a crash between the two files
verified
check "--verify: whole, where the end was not written any more" "$([ $? = 0 ] && grep -q "9 lines, unchanged" "$work/out"; echo $?)"
for tail in 'half a line' '\000\000\000\000' '{"hash":"12' '\000\000\n' 'x\n\000'; do
    rm -f "$journal".damaged*
    "$limbeck" stamp one
    before=$(lines)
    printf "$tail" >>"$journal"
    verified
    status=$?
    "$limbeck" stamp one >"$work/out.run" 2>&1
    ran=$?
    [ $status = 1 ] && [ $ran = 0 ] && grep -q "not a whole line, as after a crash; they were moved to" "$work/out.run" &&
        printf "$tail" | cmp -s - "$journal".damaged-* && [ "$(lines)" = $((before + 2)) ] && verified
    check "damage $((damage = ${damage:-0} + 1)): a journal that ends in no line is mended, nothing of it is lost, and the run is recorded" $?
done

# ---- no room ----------------------------------------------------------------------------------
cp "$journal" "$work/copy"
blocks=$(($(wc -c <"$journal") / 512))
(ulimit -f $blocks; exec "$limbeck" stamp one) >"$work/out" 2>&1
check "a file that may not grow is told, with the reason" "$([ $? = 0 ] && grep -q "cannot write to the journal, so this run will not be recorded: .*File too large" "$work/out"; echo $?)"
check "once" "$([ "$(grep -c journal "$work/out")" = 1 ] && cmp -s "$work/copy" "$journal"; echo $?)"
revision many '"one"' <<X
for number in range(300):
    op.execute("SELECT %d" % number)
X
(ulimit -f $((blocks + 6)); exec "$limbeck" upgrade many) >"$work/out" 2>&1
"$limbeck" journal --last 1 >"$work/out.last"
check "where there is no room for all of the end, it is said how it ended" "$(grep -q "done after" "$work/out.last" && verified; echo $?)"
XDG_STATE_HOME=/sys/limbeck "$limbeck" stamp one >"$work/out" 2>&1
check "a folder that cannot be made is told, with the reason" "$([ $? = 0 ] && grep -q "will not be recorded: cannot make '/sys/limbeck.*\(not permitted\|denied\|Read-only\)" "$work/out"; echo $?)"
HOME= XDG_STATE_HOME= "$limbeck" journal --verify >"$work/out" 2>&1
check "an empty HOME is not the project's folder" "$(! grep -q '^\(limbeck: \)*\.*/*\.local' "$work/out" && [ ! -e .local ]; echo $?)"
"$limbeck" journal --last 1 >"$work/out"
check "times are those of UTC, and it says so" "$(grep -q "^20..-..-..T..:..:.. UTC  " "$work/out"; echo $?)"
rm -rf "$XDG_STATE_HOME"
for n in 1 2 3 4 5 6 7 8; do "$limbeck" stamp one & done
wait
"$limbeck" journal --verify >"$work/out" 2>&1
check "eight at once keep the chain whole" "$([ $? = 0 ] && grep -q "16 lines, unchanged" "$work/out"; echo $?)"
finish
