#!/usr/bin/env bash
# A PostgreSQL of one's own, for the tests: reached by a socket in its folder, by no network; it does
# not wait for the disc, so a power cut (not a killed program) may cost it data.
#   tools/postgres.sh start FOLDER   make it where there is none, start it, print its URL
#   tools/postgres.sh stop FOLDER    stop it; the folder stays
# The server refuses to run as root: there it runs as the user postgres.
set -euo pipefail
usage() { sed -n '2,5s/^# *//p' "$0" >&2; exit 2; }
[ $# = 2 ] || usage
folder=$(realpath -m "$2")
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)") || {
  echo "postgres.sh: no initdb: apt-get install postgresql" >&2; exit 1; }

as_server() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
running() { as_server "$bin/pg_ctl" status -D "$folder/data" >/dev/null 2>&1; }

case $1 in
  start)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    [ -e "$folder/data/PG_VERSION" ] || as_server "$bin/initdb" -D "$folder/data" \
      -U sayso -A trust -E UTF8 --locale=C.UTF-8 >"/dev/null"
    running || as_server "$bin/pg_ctl" start -s -w -D "$folder/data" -l "$folder/data/server.log" \
      -o "-c listen_addresses='' -c fsync=off -k $folder" >/dev/null
    echo "postgresql://sayso@/postgres?host=$folder"
    ;;
  stop) ! running || as_server "$bin/pg_ctl" stop -s -w -m fast -D "$folder/data" ;;
  *) usage ;;
esac
