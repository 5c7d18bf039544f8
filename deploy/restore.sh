#!/usr/bin/env bash
# Puts a copy made by backup.sh in place. Stop the portal first; nothing is overwritten: what lay there is moved aside.
# Usage: restore.sh BACKUP_FILE DATA_FOLDER
set -euo pipefail
umask 077

if (( $# != 2 )); then
  echo "usage: restore.sh BACKUP_FILE DATA_FOLDER" >&2
  exit 2
fi
copy=$1 data=$2
command -v sqlite3 >/dev/null || { echo "restore.sh: the program sqlite3 is missing" >&2; exit 1; }
[[ -f $copy ]] || { echo "restore.sh: there is no $copy" >&2; exit 1; }
[[ -d $data ]] || { echo "restore.sh: there is no folder $data" >&2; exit 1; }
database=$data/ccspolicy.db

if [[ -f $copy.sha256 ]]; then
  (cd "$(dirname -- "$copy")" && sha256sum --quiet --check -- "$(basename -- "$copy").sha256") \
    || { echo "restore.sh: $copy is not what was written; nothing was changed" >&2; exit 1; }
fi
for rest in "$database-wal" "$database-shm"; do
  if [[ -e $rest ]]; then
    echo "restore.sh: $rest is there. Either the portal still runs, or it did not end in order." >&2
    echo "  Stop the portal. If the file stays, move ccspolicy.db, -wal and -shm together to another folder, and start again." >&2
    echo "  An old -wal beside a restored file would destroy it. Nothing was changed." >&2
    exit 1
  fi
done

part=$database.restoring
[[ ! -e $part ]] || { echo "restore.sh: $part is left from an earlier try; look at it and remove it" >&2; exit 1; }
trap 'rm -f -- "$part"' EXIT
cp -- "$copy" "$part"
check=$(sqlite3 -batch -readonly "$part" "PRAGMA integrity_check;" 2>&1) || true
if [[ $check != ok ]]; then
  echo "restore.sh: the copy is damaged; nothing was changed: $check" >&2
  exit 1
fi
tables=$(sqlite3 -batch -readonly "$part" "SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN ('Editions','Acknowledgements','DocumentKeys');")
if [[ $tables != 3 ]]; then
  echo "restore.sh: $copy is not a database of the portal; nothing was changed" >&2
  exit 1
fi

if [[ -e $database ]]; then
  aside=$database.before-restore-$(date +%Y%m%d-%H%M%S)
  [[ ! -e $aside ]] || { echo "restore.sh: $aside is there already" >&2; exit 1; }
  # Owner and rights stay those of the file that the portal used.
  chown --reference="$database" -- "$part"
  chmod --reference="$database" -- "$part"
  sync -- "$part"
  mv -- "$database" "$aside"
  echo "what was there: $aside"
else
  chown --reference="$data" -- "$part"
  sync -- "$part"
fi
mv -- "$part" "$database"
echo "restored: $database"
echo "Start the portal with the master key that this database was written with."
