#!/usr/bin/env bash
# Copies the SQLite database of a running portal, whole and of one moment, and checks the copy.
# Usage: backup.sh DATA_FOLDER BACKUP_FOLDER [DAYS_TO_KEEP]
# The keys are not copied: they must never lie beside a backup (docs/operations/databases.md).
set -euo pipefail
umask 077

if (( $# < 2 || $# > 3 )); then
  echo "usage: backup.sh DATA_FOLDER BACKUP_FOLDER [DAYS_TO_KEEP]" >&2
  exit 2
fi
data=$1 target=$2 keep=${3:-0}
[[ $keep =~ ^[0-9]+$ ]] || { echo "backup.sh: DAYS_TO_KEEP must be a whole number" >&2; exit 2; }
command -v sqlite3 >/dev/null || { echo "backup.sh: the program sqlite3 is missing" >&2; exit 1; }

database=$data/ccspolicy.db
[[ -f $database ]] || { echo "backup.sh: there is no $database" >&2; exit 1; }
mkdir -p "$target"

name=ccspolicy-$(date +%Y%m%d-%H%M%S).db
copy=$target/$name
part=$copy.part
[[ ! -e $copy && ! -e $part ]] || { echo "backup.sh: $copy is there already" >&2; exit 1; }
trap 'rm -f -- "$part" "$part-journal"' EXIT

# A quote in a folder's name would end the SQL text.
sqlite3 -batch -bail "$database" "PRAGMA busy_timeout=30000; VACUUM INTO '${part//\'/\'\'}';" >/dev/null

check=$(sqlite3 -batch -readonly "$part" "PRAGMA integrity_check;")
if [[ $check != ok ]]; then
  echo "backup.sh: the copy is damaged and was removed: $check" >&2
  exit 1
fi
tables=$(sqlite3 -batch -readonly "$part" "SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN ('Editions','Acknowledgements','DocumentKeys');")
if [[ $tables != 3 ]]; then
  echo "backup.sh: $database is not a database of the portal; the copy was removed" >&2
  exit 1
fi

sync -- "$part"
mv -- "$part" "$copy"
(cd "$target" && sha256sum -- "$name" > "$name.sha256")
echo "$copy"

# Old copies go only after a new one is there and whole.
if (( keep > 0 )); then
  find "$target" -maxdepth 1 -type f \( -name 'ccspolicy-????????-??????.db' -o -name 'ccspolicy-????????-??????.db.sha256' \) -mtime +"$keep" -delete
fi
