#Requires -RunAsAdministrator
#Requires -Version 5.1
<#
.SYNOPSIS
Registers the portal as a Windows service under an account of its own and closes its folders to everybody else.
.DESCRIPTION
Publish first:  dotnet publish src/CcsPolicy.Web -c Release -r win-x64 --no-self-contained -o C:\CcsPolicy\app
The ASP.NET Core Runtime 10 must be installed. Run again after an update: the service is kept, rights are set anew.
.PARAMETER Urls
Where the portal listens. With https, name the certificate too (CertificateSubject).
.PARAMETER CheckpointFolders
Two folders on other machines, for the checkpoints of the journal (docs/operations/journal.md): the account of the computer must be able to write to them.
.PARAMETER LogCollector
Https address of a collector on another system that takes the operational log (OTLP over http).
.PARAMETER LogsTakenElsewhere
In its place: Windows Event Forwarding or another program takes the log files to another system.
.PARAMETER ConnectionString
With SqlServer, for instance: Server=db;Database=CcsPolicy;Integrated Security=true;Encrypt=Strict
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $AppFolder = 'C:\CcsPolicy\app',
    [string] $DataFolder = 'C:\ProgramData\CcsPolicy\data',
    [string] $KeyFolder = 'C:\ProgramData\CcsPolicy\keys',
    [ValidateSet('Sqlite', 'SqlServer', 'PostgreSql')] [string] $Provider = 'Sqlite',
    [string] $ConnectionString = '',
    [string] $Urls = 'http://127.0.0.1:8080',
    [string] $CertificateSubject = '',
    [string[]] $Proxies = @(),
    [Parameter(Mandatory)] [ValidateCount(2, 8)] [string[]] $CheckpointFolders,
    [Parameter(Mandatory)] [string] $HostName,
    [string] $LogCollector = '',
    [switch] $LogsTakenElsewhere
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$name = 'CcsPolicy'
$account = "NT SERVICE\$name"

$program = Join-Path $AppFolder 'CcsPolicy.Web.exe'
if (-not (Test-Path -LiteralPath $program -PathType Leaf)) { throw "There is no $program. Publish the portal into that folder first." }
if ($Provider -ne 'Sqlite' -and -not $ConnectionString) { throw "With $Provider a connection string is needed." }
if (-not $LogCollector -and -not $LogsTakenElsewhere) { throw 'Name where the log goes: -LogCollector, or -LogsTakenElsewhere where another program takes it to another system.' }
if ($Urls -notmatch 'https:' -and -not $Proxies) { throw 'Name an https address (-Urls, -CertificateSubject), or the reverse proxy that ends https (-Proxies). The portal does not start with neither.' }
if ($Urls -match 'https:' -and -not $CertificateSubject) { throw 'For https name the subject of the certificate.' }

if (-not (Get-Service -Name $name -ErrorAction SilentlyContinue)) {
    New-Service -Name $name -BinaryPathName "`"$program`"" -DisplayName 'CcsPolicy' -StartupType Automatic `
        -Description 'Portal of the information-security policy' | Out-Null
}
else {
    Stop-Service -Name $name
}

# A virtual account: no password, no rights beyond those given here. The service's SID exists from now on.
& sc.exe config $name obj= $account | Out-Null
if ($LASTEXITCODE -ne 0) { throw 'The account of the service could not be set.' }
& sc.exe failure $name reset= 86400 actions= restart/10000/restart/60000/restart/300000 | Out-Null
if ($LASTEXITCODE -ne 0) { throw 'The restarts of the service could not be set.' }

# Administrators and SYSTEM keep their access; nothing is inherited, so no other user of the machine reads data or keys.
foreach ($folder in $DataFolder, $KeyFolder) {
    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    & icacls.exe $folder /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' "${account}:(OI)(CI)M" | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "The rights of $folder could not be set." }
}
& icacls.exe $AppFolder /grant "${account}:(OI)(CI)RX" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The rights of $AppFolder could not be set." }

$settings = @(
    'ASPNETCORE_ENVIRONMENT=Production'
    "ASPNETCORE_URLS=$Urls"
    "AllowedHosts=$HostName"
    "Storage__Provider=$Provider"
    "Storage__DataFolder=$DataFolder"
    "Storage__KeyFolder=$KeyFolder"
)
if ($ConnectionString) { $settings += "Storage__ConnectionString=$ConnectionString" }
if ($LogCollector) { $settings += "Logs__Collector=$LogCollector" } elseif ($LogsTakenElsewhere) { $settings += 'Logs__TakenElsewhere=true' }
for ($i = 0; $i -lt $CheckpointFolders.Count; $i++) { $settings += "Journal__Folders__$i=$($CheckpointFolders[$i])" }
for ($i = 0; $i -lt $Proxies.Count; $i++) { $settings += "Proxies__$i=$($Proxies[$i])" }
if ($CertificateSubject) {
    $settings += "Kestrel__Certificates__Default__Subject=$CertificateSubject"
    $settings += 'Kestrel__Certificates__Default__Store=My'
    $settings += 'Kestrel__Certificates__Default__Location=LocalMachine'
}
New-ItemProperty -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$name" -Name Environment -PropertyType MultiString -Value $settings -Force | Out-Null

Start-Service -Name $name
Write-Output "Started. Health: $(($Urls -split ';')[0])/health/live, asked for by the name $HostName (Host: $HostName)."
Write-Output "The code for the first run stands in $KeyFolder\first-run.code, which administrators may read. After the first run put copies of $KeyFolder\master.key away."
if ($CertificateSubject) { Write-Output "Let $account read the private key of the certificate (certlm.msc, All Tasks, Manage Private Keys)." }
