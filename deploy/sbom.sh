#!/usr/bin/env bash
# Lists every package that the portal is made of, with its licence and hash: CycloneDX, JSON, artifacts/ccspolicy.cdx.json.
#   bash deploy/sbom.sh
# Uses the tool of .config/dotnet-tools.json (CycloneDX for .NET, Apache-2.0) and the restored packages; packages of the tests are not in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet tool restore
dotnet restore src/CcsPolicy.Web/CcsPolicy.Web.csproj --locked-mode
version=$(sed -n 's#.*<Version>\(.*\)</Version>.*#\1#p' Directory.Build.props)
dotnet CycloneDX src/CcsPolicy.Web/CcsPolicy.Web.csproj --output artifacts --filename ccspolicy.cdx.json --output-format Json --set-name CcsPolicy --set-version "$version" --disable-package-restore
