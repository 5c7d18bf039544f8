#!/usr/bin/env bash
# Starts a PostgreSQL server for the tests and prints its connection string. Run again while it runs, it prints the same.
# Data lie in a temporary folder; the server listens on loopback only, on a free port. tests/stop-postgres.sh ends it and deletes the data.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# One server for each checkout and user.
place=${CCSPOLICY_TEST_POSTGRES_PLACE:-${TMPDIR:-/tmp}/ccspolicy-postgres-$(id -u)-$(printf %s "$here" | cksum | cut -d' ' -f1)}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# The server refuses to run as root: there it runs as the user that the package made.
as_server() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
answer() { echo "Host=127.0.0.1;Port=$(cat "$place/port");Username=ccspolicy;Password=$(cat "$place/password");Include Error Detail=true"; }

if [ -f "$place/port" ] && as_server "$bin/pg_ctl" -D "$place/data" status >/dev/null 2>&1; then answer; exit 0; fi

rm -rf "$place" && mkdir -p "$place" && chmod 700 "$place"
head -c 24 /dev/urandom | base64 | tr -d '/+=' >"$place/password"
[ "$(id -u)" = 0 ] && chown -R postgres "$place"
as_server "$bin/initdb" -D "$place/data" --username=ccspolicy --pwfile="$place/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >&2
for try in 1 2 3 4 5; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 40000))
    if as_server "$bin/pg_ctl" -D "$place/data" -l "$place/log" -w -t 60 start >&2 -o \
        "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c fsync=off -c full_page_writes=off"; then
        echo "$port" >"$place/port"
        answer
        exit 0
    fi
    echo "port $port was not free (try $try)" >&2
done
cat "$place/log" >&2
exit 1
