#!/bin/sh
# A private PostgreSQL in a temporary folder.
#   postgresql.sh start FOLDER   prints the port it listens on at 127.0.0.1
#   postgresql.sh again FOLDER PORT   after it was killed
#   postgresql.sh standby FOLDER PORT   prints the port of one that follows the server at PORT
#   postgresql.sh stop FOLDER
# A server refuses to run as root: then it runs as `postgres`, or as `nobody`.
set -eu

folder=$2
find_program() {
    for candidate in /usr/lib/postgresql/*/bin/"$1" /usr/bin/"$1" /usr/local/bin/"$1" /opt/homebrew/bin/"$1"; do
        [ -x "$candidate" ] && found=$candidate
    done
    [ -n "${found:-}" ] || { echo "no $1: install a PostgreSQL server" >&2; exit 1; }
    echo "$found"
}
as_server() {
    if [ "$(id -u)" = 0 ]; then
        owner=postgres
        id postgres >/dev/null 2>&1 || owner=nobody
        chown -R "$owner" "$folder"
        su -s /bin/sh "$owner" -c "$1"
    else
        sh -c "$1"
    fi
}

control=$(find_program pg_ctl)
start_somewhere() { # prints the port
    for port in $(awk -v seed="$$" 'BEGIN { srand(seed); for (i = 0; i < 20; i++) print 20000 + int(rand() * 30000) }'); do
        if as_server "cd '$folder' && '$control' -D '$folder/data' -w -t 60 -l '$folder/log' -o \"-p $port -k '$folder' -c listen_addresses=127.0.0.1 -c fsync=off\" start >/dev/null 2>&1"; then
            echo "$port"
            exit 0
        fi
    done
    cat "$folder/log" >&2
    exit 1
}
case $1 in
start)
    initdb=$(find_program initdb)
    mkdir -p "$folder"
    as_server "cd '$folder' && '$initdb' -D '$folder/data' -U limbeck -A scram-sha-256 --pwfile=/dev/stdin -E UTF8 --no-locale >'$folder/initdb.log' 2>&1 <<X
s3cret-word
X"
    start_somewhere
    ;;
again)
    as_server "cd '$folder' && '$control' -D '$folder/data' -w -t 60 -l '$folder/log' -o \"-p $3 -k '$folder' -c listen_addresses=127.0.0.1 -c fsync=off\" start >/dev/null 2>&1"
    ;;
standby)
    copy=$(find_program pg_basebackup)
    mkdir -p "$folder"
    as_server "PGPASSWORD='$PGPASSWORD' '$copy' -h 127.0.0.1 -p $3 -U limbeck -D '$folder/data' -R -X stream -c fast"
    start_somewhere
    ;;
stop)
    as_server "cd '$folder' && '$control' -D '$folder/data' -m immediate stop >/dev/null 2>&1" || true
    ;;
esac
