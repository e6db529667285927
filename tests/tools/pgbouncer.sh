#!/bin/sh
# pgbouncer in front of a server that postgresql.sh started, with one connection to it.
#   pgbouncer.sh start FOLDER PORT MODE [LINE ...]   prints the port it listens on at 127.0.0.1;
#                                                    a LINE goes into [pgbouncer]
#   pgbouncer.sh stop FOLDER
# It refuses to run as root: then it runs as `postgres`, or as `nobody`.
set -eu

folder=$2
program=$(command -v pgbouncer || echo /usr/sbin/pgbouncer)
as_owner() {
    if [ "$(id -u)" = 0 ]; then
        owner=postgres
        id postgres >/dev/null 2>&1 || owner=nobody
        chown -R "$owner" "$folder"
        su -s /bin/sh "$owner" -c "$1"
    else
        sh -c "$1"
    fi
}
answers() { psql -q -h 127.0.0.1 -p "$1" -U limbeck -d pgbouncer -c "SHOW VERSION" >/dev/null 2>&1; }

case $1 in
start)
    server=$3 mode=$4
    shift 4
    mkdir -p "$folder"
    printf '"limbeck" "s3cret-word"\n' >"$folder/users"
    for port in $(awk -v seed="$$" 'BEGIN { srand(seed); for (i = 0; i < 20; i++) print 20000 + int(rand() * 30000) }'); do
        {
            printf '[databases]\n* = host=127.0.0.1 port=%s\n[pgbouncer]\n' "$server"
            printf 'listen_addr = 127.0.0.1\nlisten_port = %s\nunix_socket_dir =\n' "$port"
            printf 'auth_type = trust\nauth_file = %s/users\nadmin_users = limbeck\n' "$folder"
            printf 'pool_mode = %s\ndefault_pool_size = 1\nmax_client_conn = 100\n' "$mode"
            printf 'logfile = %s/log\npidfile = %s/pid\n' "$folder" "$folder"
            for line in "$@"; do printf '%s\n' "$line"; done
        } >"$folder/ini"
        as_owner "'$program' -q -d '$folder/ini' >/dev/null 2>&1" || continue
        for _ in $(seq 100); do
            # Another one may answer at this port.
            answers "$port" && kill -0 "$(cat "$folder/pid")" && { echo "$port"; exit 0; }
        done
    done
    cat "$folder/log" >&2
    exit 1
    ;;
stop)
    [ -e "$folder/pid" ] && kill -INT "$(cat "$folder/pid")" || true
    ;;
esac
