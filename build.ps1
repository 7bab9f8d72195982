# Compiles the build program in build/ when something that it is made of has changed, then runs it.
# Every argument goes to it unchanged; it runs in this folder. Needs nothing but a .NET SDK (see global.json).
#
# For PowerShell 7 and Windows PowerShell 5.1. It keeps to the language and to .NET: the modules with the usual
# commands take longer to load than the rest of this script takes to run.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$arguments = $args
$root = $PSScriptRoot
$probeSeconds = 30
$aheadSeconds = 120

function Get-PathOf([string] $path) {
    return [IO.Path]::Combine($root, $path)
}

$artifacts = Get-PathOf 'artifacts'
$program = Get-PathOf 'artifacts/bin/Build/release/Build.dll'
$ahead = Get-PathOf 'artifacts/bin/Build/ahead/Build.dll'
$stamp = Get-PathOf 'artifacts/build.ps1.stamp'
$refusal = Get-PathOf 'artifacts/feed-probe.refused'
$aheadRefusal = Get-PathOf 'artifacts/compile-ahead.refused'

function Write-Line([string] $line) {
    [Console]::Error.WriteLine($line)
}

function Stop-Build([string[]] $lines, [int] $exitCode = 1) {
    foreach ($line in $lines) { Write-Line "build.ps1: $line" }
    exit $exitCode
}

function Stop-WithoutSdk([string] $reason) {
    $wanted = '10.0'
    if ([IO.File]::ReadAllText((Get-PathOf 'global.json')) -match '"version":\s*"([^"]+)"') { $wanted = $Matches[1] }
    Stop-Build @(
        $reason,
        "Install the .NET SDK $wanted or a later one of the same major version, from https://dotnet.microsoft.com/download,",
        'and have its dotnet command on the PATH.')
}

# The dotnet command and NuGet keep files in the home folder, and stop where there is none.
function Set-HomeFolder {
    if ($env:OS -eq 'Windows_NT' -or $env:HOME) { return }
    $folder = [Environment]::GetFolderPath('UserProfile')
    if (-not $folder -or $folder -eq '/' -or -not [IO.Directory]::Exists($folder)) {
        $folder = Get-PathOf 'artifacts/home'
        [void] [IO.Directory]::CreateDirectory($folder)
    }
    $env:HOME = $folder
}

function Find-Dotnet {
    $found = @(Get-Command -Name dotnet -CommandType Application -ErrorAction SilentlyContinue)
    if ($found.Count -gt 0) { return $found[0].Path }

    $name = 'dotnet'
    if ($env:OS -eq 'Windows_NT') { $name = 'dotnet.exe' }
    foreach ($folder in @($env:DOTNET_ROOT, [IO.Path]::Combine([Environment]::GetFolderPath('UserProfile'), '.dotnet'))) {
        if ($folder -and [IO.File]::Exists([IO.Path]::Combine($folder, $name))) {
            $env:PATH = $folder + [IO.Path]::PathSeparator + $env:PATH # the build program calls dotnet too
            return [IO.Path]::Combine($folder, $name)
        }
    }
    Stop-WithoutSdk 'There is no dotnet command.'
}

function Get-LinkTarget([string] $path) {
    if ($env:OS -eq 'Windows_NT') { return $path }
    $target = [IO.FileInfo]::new($path).ResolveLinkTarget($true)
    if ($null -eq $target) { return $path }
    return $target.FullName
}

# As eng/CakePackages.props decides.
function Get-CakePackages {
    if ($env:CakePackages) { return $env:CakePackages }
    $cache = $env:NUGET_PACKAGES
    if (-not $cache) { $cache = [IO.Path]::Combine([Environment]::GetFolderPath('UserProfile'), '.nuget', 'packages') }
    $versions = [regex]::Matches(
        [IO.File]::ReadAllText((Get-PathOf 'eng/CakePackages.props')),
        '<Cake(Frosting|Docker)Version>([^<]+)<')
    foreach ($version in $versions) {
        $package = 'cake.' + $version.Groups[1].Value.ToLowerInvariant()
        if (-not [IO.Directory]::Exists([IO.Path]::Combine($cache, $package, $version.Groups[2].Value))) { return 'standin' }
    }
    return 'feed'
}

# Everything that decides how the build program comes out: its files, the packages it stands on, and the SDKs.
function Get-Fingerprint {
    $parts = [Collections.Generic.List[string]]::new()
    $files = [Collections.Generic.List[IO.FileInfo]]::new()
    foreach ($folder in 'build', 'src', 'eng') {
        $files.AddRange([IO.DirectoryInfo]::new((Get-PathOf $folder)).EnumerateFiles('*', [IO.SearchOption]::AllDirectories))
    }
    foreach ($pattern in 'Directory.*', 'global.json', 'nuget.config', '.editorconfig') {
        $files.AddRange([IO.DirectoryInfo]::new($root).EnumerateFiles($pattern))
    }
    foreach ($file in $files) {
        $parts.Add($file.FullName + '|' + $file.LastWriteTimeUtc.Ticks + '|' + $file.Length)
    }

    $sdks = [IO.Path]::Combine([IO.Path]::GetDirectoryName((Get-LinkTarget $dotnet)), 'sdk')
    if ([IO.Directory]::Exists($sdks)) { $parts.AddRange([IO.Directory]::EnumerateDirectories($sdks)) }
    $parts.Sort([StringComparer]::Ordinal)
    $parts.Add((Get-CakePackages))
    return [string]::Join("`n", $parts)
}

function Test-UpToDate {
    if (-not [IO.File]::Exists($program) -or -not [IO.File]::Exists($stamp)) { return $false }
    return [IO.File]::ReadAllText($stamp) -ceq (Get-Fingerprint)
}

# build.sh locks the same file.
function Get-Lock {
    while ($true) {
        try {
            return [IO.FileStream]::new(
                (Get-PathOf 'artifacts/build.lock'), [IO.FileMode]::OpenOrCreate, [IO.FileAccess]::ReadWrite, [IO.FileShare]::None)
        }
        catch [IO.IOException] {
            [Threading.Thread]::Sleep(200)
        }
    }
}

# Asks the feeds once for the two packages that not every feed serves; remembers a refusal for a day.
function Invoke-FeedProbe {
    if ($env:CakePackages -or (Get-CakePackages) -eq 'feed') { return }
    if ([IO.File]::Exists($refusal)) {
        $refused = [IO.File]::GetLastWriteTimeUtc($refusal)
        if ($refused -gt [DateTime]::UtcNow.AddDays(-1) -and
            $refused -gt [IO.File]::GetLastWriteTimeUtc((Get-PathOf 'eng/CakePackages.props')) -and
            $refused -gt [IO.File]::GetLastWriteTimeUtc((Get-PathOf 'nuget.config'))) { return }
    }

    Write-Line 'Asking the package feeds for Cake.Frosting and Cake.Docker...'
    if (-not (Test-Run $probeSeconds 'restore eng/feed-probe/feed-probe.csproj -v quiet')) { [IO.File]::WriteAllText($refusal, '') }
}

# Compiles what the runtime would compile anew at each start (eng/compile-ahead), where that can be had; remembers for a day that it cannot.
# A CI service's machine starts the program a few times and is gone: there it would cost more than it saves.
function Invoke-CompileAhead {
    if ($env:CI -or [IO.File]::GetLastWriteTimeUtc($aheadRefusal) -gt [DateTime]::UtcNow.AddDays(-1)) { return }
    if (-not (Test-Run $aheadSeconds 'build eng/compile-ahead/compile-ahead.csproj -t:CompileAhead -v:quiet -nologo -tl:off -nodeReuse:false')) {
        Remove-CompiledAhead
        [IO.File]::WriteAllText($aheadRefusal, '')
    }
}

function Remove-CompiledAhead {
    $folder = [IO.Path]::GetDirectoryName($ahead)
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

# Whether dotnet did something that may fail, and that is given up after some seconds: a feed may hang.
function Test-Run([int] $seconds, [string] $words) {
    $start = [Diagnostics.ProcessStartInfo]::new($dotnet, $words)
    $start.WorkingDirectory = $root
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.EnvironmentVariables['NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT'] = '1'
    $run = [Diagnostics.Process]::Start($start)
    $unread = $run.StandardOutput.ReadToEndAsync(), $run.StandardError.ReadToEndAsync()
    if (-not $run.WaitForExit($seconds * 1000)) {
        $run.Kill()
        $run.WaitForExit()
    }
    return $run.ExitCode -eq 0
}

function Invoke-Compiler {
    # What a native command writes to its error stream is no reason to stop; Windows PowerShell thinks it is.
    $ErrorActionPreference = 'Continue'
    [void] (& $dotnet --version 2>&1)
    if ($LASTEXITCODE -ne 0) { Stop-WithoutSdk 'No .NET SDK that global.json accepts was found.' }

    Invoke-FeedProbe
    Write-Line 'Compiling the build...'
    foreach ($old in [IO.Directory]::GetFiles($artifacts, '*.stamp')) { [IO.File]::Delete($old) }
    Remove-CompiledAhead
    $fingerprint = Get-Fingerprint
    # Servers that outlive the compilation save no time here.
    $noServers = '-nodeReuse:false', '-p:UseSharedCompilation=false'
    $output = & $dotnet msbuild build/Build.csproj -restore '-p:Configuration=Release' '-v:quiet' '-nologo' '-tl:off' @noServers 2>&1
    $exitCode = $LASTEXITCODE
    if ($exitCode -ne 0) {
        foreach ($line in $output) { Write-Line "$line" }
        if ("$output" -match 'error NU\d') {
            $reasons = @('the packages of the build program could not be restored (dotnet restore build/Build.csproj).')
            if ((Get-CakePackages) -eq 'feed') {
                $reasons += 'CakePackages=standin builds without the packages Cake.Frosting and Cake.Docker.'
            }
        }
        else {
            $reasons = @('the build program did not compile (dotnet build build/Build.csproj).')
        }
        Stop-Build $reasons $exitCode
    }
    if (-not [IO.File]::Exists($program)) {
        Stop-Build "The build program was compiled, but not to $program. Is one of MSBuild's output properties set in the environment?"
    }
    Invoke-CompileAhead
    [IO.File]::WriteAllText($stamp, $fingerprint)
}

# Before PowerShell 7.3 quotes and empty strings get lost on their way to a native command.
function ConvertTo-NativeArgument([string] $argument) {
    $passing = $ExecutionContext.SessionState.PSVariable.GetValue('PSNativeCommandArgumentPassing')
    if ($null -ne $passing -and "$passing" -ne 'Legacy') { return $argument }

    if ($argument -eq '') { return '""' }
    $argument = $argument -replace '(\\*)"', '$1$1\"'
    if ($argument -match '\s') { $argument = $argument -replace '(\\+)\z', '$1$1' }
    return $argument
}

function ConvertTo-Literal([string] $text) {
    return "'" + [Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($text) + "'"
}

$exitCode = 1
$guarded = $env:DOTNET_EnableWriteXorExecute
$location = $ExecutionContext.SessionState.Path
$calledFrom = $location.CurrentLocation.Path
try {
    [void] $location.SetLocation([Management.Automation.WildcardPattern]::Escape($root))
    Set-HomeFolder
    $dotnet = Find-Dotnet
    if (-not (Test-UpToDate)) {
        [void] [IO.Directory]::CreateDirectory($artifacts)
        $lock = Get-Lock
        try {
            if (-not (Test-UpToDate)) { Invoke-Compiler } # another run may have compiled meanwhile
        }
        finally {
            $lock.Dispose()
        }
    }

    if ([IO.File]::Exists($ahead)) { $program = $ahead }
    # The runtime writes little code into memory; guarding that takes a tenth of a short run. The program does not hand it on.
    if (-not $guarded) { $env:DOTNET_EnableWriteXorExecute = '0' }
    # As literals: arguments out of a variable are taken for wildcards where there are files that match.
    $literals = foreach ($argument in @($program) + $arguments) { ConvertTo-Literal (ConvertTo-NativeArgument "$argument") }
    & ([scriptblock]::Create('& $dotnet ' + [string]::Join(' ', $literals)))
    $exitCode = $LASTEXITCODE
}
finally {
    $env:DOTNET_EnableWriteXorExecute = $guarded
    [void] $location.SetLocation([Management.Automation.WildcardPattern]::Escape($calledFrom))
}
exit $exitCode
