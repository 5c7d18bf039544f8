#!/usr/bin/env bash
# The one test command: installs what the tests lack, builds, runs every test project, ends with "N passed, N failed".
#   bash tests/run.sh            the ordinary run, under 15 minutes on 2 cores
#   bash tests/run.sh nightly    the long suite: whole samples instead of a part of them
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
if [ "${1:-}" = nightly ]; then export CCSPOLICY_TEST_LENGTH=nightly; shift; fi

# One compiler serves all projects: a new one for each would be compiled itself each time.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en UseSharedCompilation=true
logs=artifacts/tests
mkdir -p "$logs"

say() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }
fail() { printf '%s\n' "$1" >&2; wait; echo '0 passed, 1 failed'; exit 1; }

command -v dotnet >/dev/null || fail 'The .NET SDK named in global.json is needed: dotnet was not found.'

# Packages of the distribution: a browser for the pages, a PostgreSQL server for the data, strace to see and forge what the disk answers.
missing=()
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
command -v strace >/dev/null || missing+=(strace)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${missing[*]}"
  sudo=''; [ "$(id -u)" = 0 ] || sudo='sudo'
  { $sudo apt-get update && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y --no-install-recommends "${missing[@]}"; } >"$logs/install.log" 2>&1 \
    || { tail -n 20 "$logs/install.log"; fail "These packages could not be installed: ${missing[*]}"; }
fi

say 'building'
dotnet restore CcsPolicy.sln --locked-mode >"$logs/restore.log" 2>&1 || { tail -n 20 "$logs/restore.log"; fail 'Packages could not be restored.'; }
build() { dotnet build "$1" -c Release --no-restore >"$logs/build.log" 2>&1 || { grep -E 'error|warn' "$logs/build.log" | sort -u | head -40; fail 'The build failed.'; }; }
# The domain needs nothing of the others: its tests fill the cores that compiling them leaves idle.
build tests/CcsPolicy.Domain.Tests
dotnet test --project tests/CcsPolicy.Domain.Tests -c Release --no-build --no-ansi --no-progress "$@" >"$logs/domain.log" 2>&1 &
domain=$!
build CcsPolicy.sln

if [ -z "${CCSPOLICY_TEST_POSTGRES:-}" ]; then
  say 'starting a PostgreSQL server of our own'
  CCSPOLICY_TEST_POSTGRES=$(bash tests/start-postgres.sh 2>"$logs/postgres.log") || { cat "$logs/postgres.log"; fail 'PostgreSQL could not be started.'; }
  export CCSPOLICY_TEST_POSTGRES
  trap 'bash tests/stop-postgres.sh >>"$logs/postgres.log" 2>&1' EXIT
fi

say 'testing'
# All others at once: the longest would else begin when another is done, and end alone on one core.
dotnet test --test-modules "$(printf 'tests/CcsPolicy.%s.Tests/bin/Release/net10.0/CcsPolicy.%s.Tests.dll;' Web Web Data Data Browser Browser)" --no-ansi --no-progress --max-parallel-test-modules 3 "$@" >"$logs/test.log" 2>&1
code=$?
wait "$domain" || code=1
cat "$logs/domain.log" >>"$logs/test.log"
# What the portals under test log themselves would bury what failed: it stays in the file.
grep -vE '^\s*(\[|$|(Standard output: *)?\{"@t")' "$logs/test.log" | grep -vE ' passed \(' | head -n 120
grep -qE '^failed ' "$logs/test.log" && {
  say "what failed (all of it: $logs/test.log)"
  awk '/^failed / { left = 25 } /^(passed|skipped) |^\/|^Test run summary/ { left = 0 } left-- > 0 { print substr($0, 1, 400) }' "$logs/test.log"
}
say 'done'
awk -v code="$code" '
  /^Running tests from/ { summary = 0 }
  /^Test run summary/ { summary = 1; runs++ }
  summary && /^ *failed:/ { failed += $2 }
  summary && /^ *succeeded:/ { passed += $2 }
  summary && /^ *skipped:/ { skipped += $2 }
  END {
    if (runs < 2) { print "0 passed, 1 failed"; exit 1 }
    if (code != 0 && failed == 0) failed = 1
    printf "%d passed, %d failed%s\n", passed, failed, (skipped > 0 ? ", " skipped " skipped" : "")
  }' "$logs/test.log" || code=1
exit "$code"
