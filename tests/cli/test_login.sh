#!/bin/sh
# What the server says at login, and how long it may take.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
export XDG_STATE_HOME="$work/state"
plain_project
revision one None <<Y
pass
Y
mkfifo "$work/port"
python3 "$root/tests/support/fake_server.py" >"$work/port" 2>/dev/null &
read -r port server <"$work/port"
trap 'kill $server; rm -rf "$work"' EXIT
# As on a terminal: standard output and standard error in one.
"$limbeck" --url "postgresql://u@127.0.0.1:$port/x" current >"$work/out" 2>&1
check "a server that answers nothing after the login is an error" "$([ $? = 4 ]; echo $?)"
python3 -c 'import re, sys; sys.exit(bool(re.search(b"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", open(sys.argv[1], "rb").read())))' "$work/out"
check "no control character reaches the terminal" $?
says "the notice of the login is told as one" "^notice: the server said at login: .*collation version mismatch"
"$limbeck" --url "postgresql://nobody@127.0.0.1:$port/x" current >"$work/out" 2>&1
says "for an unknown role the hint is about roles" "^hint: create the role, or name another user in the URL"
"$limbeck" --url "postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/nowhere" current >"$work/out" 2>&1
says "for an unknown database it is about databases" "^hint: create the database, or correct the URL"

# The first of two hosts takes the connection and never answers.
python3 -c '
import socket, sys, time
with socket.create_server(("127.0.0.1", 0)) as silent:
    print(silent.getsockname()[1], flush=True)
    taken = [silent.accept()[0] for _ in range(100)]' >"$work/port" &
mute=$!
read -r silent <"$work/port"
"$limbeck" --url "postgresql://limbeck@/postgres?host=127.0.0.1,127.0.0.1&port=$silent,$LIMBECK_TEST_PORT&connect_timeout=1" current >"$work/out" 2>&1
check "a host that never answers is given up for the next" "$([ $? = 0 ]; echo $?)"
# The same name, of two addresses.
python3 -c '
import socket, sys
with socket.create_server(("127.0.0.2", int(sys.argv[1]))) as silent:
    print("ready", flush=True)
    taken = [silent.accept()[0] for _ in range(100)]' "$LIMBECK_TEST_PORT" >"$work/port" &
other=$!
read -r ready <"$work/port"
"$limbeck" --url "postgresql://limbeck@/postgres?host=db,db&hostaddr=127.0.0.2,127.0.0.1&port=$LIMBECK_TEST_PORT&connect_timeout=1" current >"$work/out" 2>&1
check "so is an address" "$([ $? = 0 ]; echo $?)"
kill $other
"$limbeck" --url "postgresql://limbeck@127.0.0.1:$silent/postgres?connect_timeout=1" current >"$work/out" 2>&1
check "and is an error where it is the only one" "$([ $? = 4 ]; echo $?)"
says "which says so" "timeout expired"
kill $mute
finish
