#!/usr/bin/env bash
# Ends the server that tests/start-postgres.sh started, if it runs, and deletes its data.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# One server for each checkout and user.
place=${CCSPOLICY_TEST_POSTGRES_PLACE:-${TMPDIR:-/tmp}/ccspolicy-postgres-$(id -u)-$(printf %s "$here" | cksum | cut -d' ' -f1)}
[ -d "$place" ] || exit 0
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
as_server() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
as_server "$bin/pg_ctl" -D "$place/data" -m fast -w stop >&2 || true
rm -rf "$place"
