using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.BuildScripts;

/// <summary>What build.sh and build.ps1 have in common.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private readonly ScriptSandbox _sandbox = new();

    public static TheoryData<string> Scripts => ["build.sh", "build.ps1"];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Arguments_reach_the_program_unchanged(string script)
    {
        string[] arguments = ["--target=X", "--target", "Y Z", "quote\"d", "", "$HOME", "*", "back\\slash\\", "it's", "--", "a;b&c", "~", "b*"];

        var result = await _sandbox.RunAsync(script, arguments);

        Assert.Equal(arguments.Select(argument => $"[{argument}]"), result.Lines[..arguments.Length]);
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task No_arguments_are_passed_as_none(string script)
    {
        var result = await _sandbox.RunAsync(script);

        Assert.DoesNotContain("[", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_exit_code_is_the_programs_own(string script)
    {
        _sandbox.Write("tools/exit-code", "42");

        Assert.Equal(42, (await _sandbox.RunAsync(script)).ExitCode);
        Assert.Equal(42, (await _sandbox.RunAsync(script)).ExitCode);
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task The_program_runs_in_the_root_of_the_repository(string script)
    {
        var result = await _sandbox.RunAsync(script);

        Assert.Contains($"in {_sandbox.Root}", result.Lines);
    }

    [Theory]
    [InlineData("build.sh", "")]
    [InlineData("build.sh", null)]
    [InlineData("build.ps1", null)]
    public async Task A_machine_without_HOME_gets_one(string script, string? home)
    {
        var result = await _sandbox.RunWithAsync("HOME", home, script);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("home <>", result.Lines);
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task A_second_run_only_runs_the_program(string script)
    {
        await _sandbox.RunAsync(script);
        await _sandbox.RunAsync(script);

        Assert.Equal(["--version", "restore", "msbuild", "build", "Build.dll", "Build.dll"], _sandbox.DotnetCalls);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_first_run_says_that_it_compiles_and_a_second_says_nothing(string script)
    {
        Assert.Equal("Asking the package feeds for Cake.Frosting and Cake.Docker...\nCompiling the build...\n", (await _sandbox.RunAsync(script)).Errors);
        Assert.Equal("", (await _sandbox.RunAsync(script)).Errors);
    }

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public async Task A_changed_added_removed_or_overwritten_file_is_compiled(string script)
    {
        await _sandbox.RunAsync(script);

        await AssertCompiles(script, () => _sandbox.Write("repository/src/deep/Code.cs", "changed"));
        await AssertCompiles(script, () => _sandbox.Write("repository/src/deep/deeper/Code.cs", "added"));
        await AssertCompiles(script, () => File.Delete(_sandbox.PathOf("repository/src/deep/deeper/Code.cs")));
        await AssertCompiles(script, () => _sandbox.Write("repository/Directory.Build.props", "<Project />"));
        await AssertCompiles(script, () => File.Delete(_sandbox.PathOf("repository/Directory.Build.props")));
        await AssertCompiles(script, () =>
        {
            _sandbox.Write("repository/build/Program.cs", "from an old archive");
            File.SetLastWriteTimeUtc(_sandbox.PathOf("repository/build/Program.cs"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        });
        await AssertCompiles(script, () => Directory.Delete(_sandbox.PathOf("repository/artifacts/bin"), recursive: true));
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task Another_SDK_compiles_again(string script)
    {
        await _sandbox.RunAsync(script);

        await AssertCompiles(script, () => _sandbox.Write("tools/sdk/10.0.200/dotnet.dll", ""));
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task A_file_that_is_no_part_of_the_program_changes_nothing(string script)
    {
        await _sandbox.RunAsync(script);
        _sandbox.Write("repository/README.md", "changed");
        _sandbox.Write("repository/tests/Test.cs", "changed");
        await _sandbox.RunAsync(script);

        Assert.Equal(1, _sandbox.Compilations);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task What_does_not_compile_shows_the_compilers_errors_and_is_tried_again(string script)
    {
        _sandbox.Write("tools/compiler-error", "Program.cs(1,1): error CS0103: The name 'nope' does not exist\n");
        var first = await _sandbox.RunAsync(script);
        var second = await _sandbox.RunAsync(script);

        Assert.Equal((1, 1), (first.ExitCode, second.ExitCode));
        Assert.Contains("error CS0103: The name 'nope' does not exist", first.Errors, StringComparison.Ordinal);
        Assert.Contains("the build program did not compile", first.Errors, StringComparison.Ordinal);
        Assert.EndsWith(second.Errors, first.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Build.dll", _sandbox.DotnetCalls);
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task A_failed_compilation_does_not_leave_the_previous_program_in_use(string script)
    {
        await _sandbox.RunAsync(script);
        _sandbox.Write("repository/build/Program.cs", "nope");
        _sandbox.Write("tools/compiler-error", "error CS0103");
        await _sandbox.RunAsync(script);
        var result = await _sandbox.RunAsync(script);

        Assert.Equal(1, result.ExitCode);
        Assert.Single(_sandbox.DotnetCalls, "Build.dll");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Packages_that_cannot_be_restored_are_told_from_code_that_does_not_compile(string script)
    {
        _sandbox.Write("tools/compiler-error", "error NU1101: Unable to find package Cake.Frosting\n");

        var result = await _sandbox.RunWithAsync("CakePackages", "feed", script);

        Assert.Contains("could not be restored", result.Errors, StringComparison.Ordinal);
        Assert.Contains("CakePackages=standin", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("did not compile", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task No_dotnet_or_none_that_fits_says_what_to_install(string script)
    {
        _sandbox.Write("tools/no-sdk", "");
        var unfit = await _sandbox.RunAsync(script);
        File.Delete(_sandbox.PathOf("tools/dotnet"));
        var none = await _sandbox.RunAsync(script);

        Assert.Equal((1, 1), (unfit.ExitCode, none.ExitCode));
        Assert.Contains("No .NET SDK that global.json accepts", unfit.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no dotnet command", none.Errors, StringComparison.Ordinal);
        Assert.All([unfit, none], result => Assert.Contains("Install the .NET SDK 10.0.100", result.Errors, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_dotnet_outside_the_PATH_is_found_by_DOTNET_ROOT(string script)
    {
        Directory.CreateDirectory(_sandbox.PathOf("elsewhere"));
        File.Move(_sandbox.PathOf("tools/dotnet"), _sandbox.PathOf("elsewhere/dotnet"));

        var result = await _sandbox.RunWithAsync("DOTNET_ROOT", _sandbox.PathOf("elsewhere"), script);

        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("build.sh", "build.sh")]
    [InlineData("build.ps1", "build.ps1")]
    [InlineData("build.sh", "build.ps1")]
    public async Task Two_first_runs_at_once_do_not_compile_at_once(string one, string another)
    {
        _sandbox.Write("tools/slow", "1.5");

        var results = await Task.WhenAll(_sandbox.RunAsync(one), _sandbox.RunAsync(another));

        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        // One after the other: what a script has compiled, the other script compiles again, as each keeps its own account.
        Assert.Equal(one == another ? 1 : 2, _sandbox.Compilations);
    }

    private async Task AssertCompiles(string script, Action change)
    {
        var before = _sandbox.Compilations;
        change();
        await _sandbox.RunAsync(script);
        Assert.Equal(before + 1, _sandbox.Compilations);
        await _sandbox.RunAsync(script);
        Assert.Equal(before + 1, _sandbox.Compilations);
    }
}
