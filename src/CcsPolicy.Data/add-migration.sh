#!/usr/bin/env bash
# Adds the same migration for all three databases: bash src/CcsPolicy.Data/add-migration.sh NAME
# No server is needed. Build output of the last build is not trusted: each step builds.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")"
name=${1:?name of the migration, such as AddDeadlines}
dotnet tool restore >/dev/null
for provider in Sqlite SqlServer PostgreSql; do
    dotnet ef migrations add "$name" --context "${provider}PolicyDb" --output-dir "Migrations/$provider" --project . --configuration Release
done
