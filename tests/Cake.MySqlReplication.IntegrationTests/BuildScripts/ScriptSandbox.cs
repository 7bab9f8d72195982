using System.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.BuildScripts;

/// <summary>
/// A small repository with the build scripts in it, and a dotnet command that only notes what it is asked to do.
/// The scripts see no other dotnet.
/// </summary>
internal sealed class ScriptSandbox : IDisposable
{
    private const string FakeDotnet = """
        #!/bin/sh
        here=${0%/*}
        echo "${1##*/}" >> "$here/calls"
        case $1 in
          --version)
            [ ! -e "$here/no-sdk" ] ;;
          restore)
            [ ! -e "$here/hanging-feed" ] || exec sleep 60
            [ -e "$here/served" ] || exit 1
            mkdir -p "$NUGET_PACKAGES/cake.frosting/FROSTING" "$NUGET_PACKAGES/cake.docker/DOCKER" ;;
          msbuild)
            echo $$ > "$here/compiler"
            [ ! -e "$here/server" ] || sleep "$(cat "$here/server")" &
            [ ! -e "$here/slow" ] || sleep "$(cat "$here/slow")"
            [ ! -e "$here/compiler-error" ] || { cat "$here/compiler-error"; exit 1; }
            mkdir -p artifacts/bin/Build/release
            echo > artifacts/bin/Build/release/Build.dll ;;
          build)
            [ -e "$here/compiles-ahead" ] || exit 1
            mkdir -p artifacts/bin/Build/ahead
            echo > artifacts/bin/Build/ahead/Build.dll ;;
          *)
            echo "$1" >> "$here/programs"
            shift
            for argument; do printf '[%s]\n' "$argument"; done
            echo "in $(pwd -P)"
            echo "home <$HOME>"
            if [ -e "$here/waiting" ]; then
              trap 'echo stopped; exit 3' TERM
              echo waiting
              while :; do sleep 0.05; done
            fi
            [ ! -e "$here/exit-code" ] || exit "$(cat "$here/exit-code")" ;;
        esac

        """;

    private static readonly string[] s_tools =
        ["sh", "bash", "cat", "find", "flock", "grep", "mkdir", "mv", "readlink", "rm", "sleep", "touch"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("build scripts ");

    public ScriptSandbox(params string[] withoutTools)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The fake dotnet is a shell script.");
        foreach (var file in new[] { "build.sh", "build.ps1", "global.json", "nuget.config", "eng/CakePackages.props" })
            CopyFromRepository(file);
        Write("repository/build/Program.cs", "");
        Write("repository/src/deep/Code.cs", "");
        Write("tools/dotnet", FakeDotnet
            .Replace("FROSTING", Repository.CakeFrostingVersion, StringComparison.Ordinal)
            .Replace("DOCKER", Repository.CakeDockerVersion, StringComparison.Ordinal));
        Write("tools/sdk/10.0.100/dotnet.dll", "");
        Executable.Make(PathOf("tools/dotnet"));
        Executable.Make(PathOf("repository/build.sh"));
        foreach (var tool in s_tools.Except(withoutTools))
            File.CreateSymbolicLink(PathOf($"tools/{tool}"), WhereIs(tool));
    }

    public string Root => PathOf("repository");

    /// <summary>What dotnet was called for, in order; <c>Build.dll</c> is the build program.</summary>
    public string[] DotnetCalls => File.Exists(PathOf("tools/calls")) ? File.ReadAllLines(PathOf("tools/calls")) : [];

    public int Compilations => DotnetCalls.Count(call => call == "msbuild");

    public Dictionary<string, string?> Environment => new()
    {
        ["PATH"] = PathOf("tools"),
        ["HOME"] = PathOf("home"),
        ["NUGET_PACKAGES"] = PathOf("cache"),
        ["CakePackages"] = null,
        ["CI"] = null,
        ["DOTNET_ROOT"] = null,
    };

    public string PathOf(string path) => Path.Combine(_directory.FullName, path);

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
    }

    public Task<CommandResult> RunAsync(string script, params string[] arguments) => RunAsync(script, Environment, arguments);

    public Task<CommandResult> RunWithAsync(string variable, string? value, string script) =>
        RunAsync(script, new(Environment) { [variable] = value }, []);

    public Process Start(string script, Dictionary<string, string?> environment, params string[] arguments)
    {
        var path = Path.Combine(Root, script);
        return script == "build.sh"
            ? Command.Start(path, arguments, _directory.FullName, environment)
            : Command.Start(
                WhereIs("dotnet"), [Repository.PathOfBuilt("PowerShellHost"), path, .. arguments], _directory.FullName, environment);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<CommandResult> RunAsync(string script, Dictionary<string, string?> environment, string[] arguments)
    {
        using var process = Start(script, environment, arguments);
        return await Command.EndAsync(process, TestContext.Current.CancellationToken);
    }

    private static string WhereIs(string tool) => System.Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, tool))
        .First(File.Exists);

    private void CopyFromRepository(string file)
    {
        var target = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Repository.PathOf(file), target);
    }
}
