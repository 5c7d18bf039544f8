#!/usr/bin/env bash
# Looks at every package that the portal is made of, also those that others bring, and puts today into src/Packages.props when all is as docs/security.md promises.
#   bash deploy/packages.sh           looks and tells; ends with 1 when something is faulty, given up or overdue, with 2 when the package source tells of no faults at all
#   bash deploy/packages.sh --write   and writes the day down when nothing was found
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=src/CcsPolicy.Web/CcsPolicy.Web.csproj
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT

# A source that serves no list of faults says of everything that it has none. So it is asked first of a version that is known to have one (GHSA-5crp-9r3c-p9vr); it is built into nothing.
cat >"$trial/trial.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
<ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup></Project>
PROJECT
(cd "$trial" && dotnet list trial.csproj package --vulnerable >list.txt 2>&1) || { cat "$trial/list.txt"; exit 2; }
tells=yes
grep -q 'Newtonsoft.Json' "$trial/list.txt" || tells=no

dotnet restore "$project" --locked-mode >/dev/null
bad=0
for kind in --vulnerable --deprecated; do
  dotnet list "$project" package $kind --include-transitive >"$trial/list.txt"
  if grep -q '^ *> ' "$trial/list.txt"; then cat "$trial/list.txt"; bad=1; fi
done
# What is named here is the newest of its line; what others bring goes with them.
dotnet list "$project" package --outdated --highest-minor >"$trial/list.txt"
if grep -q '^ *> ' "$trial/list.txt"; then grep '^ *> ' "$trial/list.txt"; echo 'newer within their line: to be taken with the next version, within 90 days'; fi
[ "$bad" = 0 ] || exit 1
if [ "$tells" = no ]; then
  echo 'The package source tells of no faults, not even of one that is known: nothing was shown. Ask nuget.org, or a mirror that serves its list.'
  exit 2
fi
echo 'No package is known to be faulty or was given up.'
if [ "${1:-}" = --write ]; then
  sed -i "s#<PackagesLookedAt>.*</PackagesLookedAt>#<PackagesLookedAt>$(date +%F)</PackagesLookedAt>#" src/Packages.props
fi
