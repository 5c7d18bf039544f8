#!/usr/bin/env bash
# How many requirements of OWASP ASVS 5.0.0 that apply have a test: "covered N/M", and by chapter those that have none.
#   bash tests/asvs.sh           reads docs/asvs.md and the traits of the tests; builds and runs nothing
#   bash tests/asvs.sh --write   writes the column "test" of docs/asvs.md anew from the traits
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C
page=docs/asvs.md

# One line for each trait: id, a tab, the test class (a file has the name of its class).
traits=$(grep -rHo --include='*.cs' --exclude-dir=bin --exclude-dir=obj 'Trait("ASVS", *"V[0-9.]*")' tests \
  | sed -E 's#^.*/([A-Za-z0-9]+)[A-Za-z0-9.]*\.cs:.*"(V[0-9.]+)"\)$#\2\t\1#' | sort -u)

if [ "${1:-}" = --write ]; then
  awk -F'|' -v OFS='|' 'NR == FNR { split($0, part, "\t"); tests[part[1]] = tests[part[1]] (tests[part[1]] == "" ? "" : ", ") part[2]; next }
    $2 ~ /^ V[0-9.]+ $/ { id = $2; gsub(/ /, "", id); $4 = " " (id in tests ? tests[id] : "—") " " } { print }' <(printf '%s\n' "$traits") "$page" >"$page.new"
  mv "$page.new" "$page"
fi

awk -F'|' 'NR == FNR { split($0, part, "\t"); tested[part[1]] = 1; next }
  /^## V/ { chapter = substr($0, 4) }
  $2 ~ /^ V[0-9.]+ $/ { id = $2; gsub(/ /, "", id); all++; if (id in tested) covered++; else { if (!(chapter in missing)) order[++n] = chapter; missing[chapter] = missing[chapter] " " id } }
  END { printf "covered %d/%d\n", covered, all; for (at = 1; at <= n; at++) printf "  %s:%s\n", order[at], missing[order[at]] }' <(printf '%s\n' "$traits") "$page"
