using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

/// <summary>What a build is made of: contexts, services, settings, tools, directories.</summary>
public sealed class CompositionTests
{
    [Fact]
    public async Task A_task_of_another_assembly_works_over_an_interface_of_the_context()
    {
        var run = await FrostingHost.RunAsync("--target=Greet");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("greeting: hello from a setting", run.Output);
    }

    [Fact]
    public async Task A_task_over_Cakes_own_context_fits_every_build()
    {
        var run = await FrostingHost.RunAsync("--target=GreetAgain");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("greeting: hello from a setting", run.Output);
    }

    [Fact]
    public async Task A_task_over_another_context_is_left_out_with_a_warning()
    {
        FrostingHost.SkipUnlessStandin();
        var run = await FrostingHost.RunAsync("--target=WrongContext");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Error: The target 'WrongContext' was not found.", run.Error);
        Assert.Contains("IUnknownContext", Assert.Single(run.OutputStartingWith("Task 'WrongContext' ")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_take_services_of_startups_and_modules_by_their_constructors()
    {
        var run = await FrostingHost.RunAsync("--target=Count");

        Assert.Contains("counted to 1 by SystemTimeProvider", run.Output);
    }

    [Fact]
    public async Task An_argument_wins_over_a_setting_of_the_build()
    {
        var run = await FrostingHost.RunAsync("--target=Greet", "--host_greeting=hello from an argument");

        Assert.Contains("greeting: hello from an argument", run.Output);
    }

    [Fact]
    public async Task A_tool_is_installed_below_the_tool_path_before_the_first_task()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var run = await FrostingHost.RunInAsync(
                new() { ["FROSTING_HOST_TOOL"] = "empty:?package=a-tool", ["FROSTING_HOST_TOOL_PATH"] = directory.FullName },
                "--target=Tool");

            Assert.Equal(0, run.ExitCode);
            Assert.Contains($"tool at {directory.FullName}/a-tool", run.Output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_tool_that_nothing_can_install_fails_the_build()
    {
        var run = await FrostingHost.RunInAsync(new() { ["FROSTING_HOST_TOOL"] = "unheard-of:?package=a-tool" }, "--target=Ok");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["Error: Could not find an installer for the 'unheard-of' scheme."], run.Error);
        Assert.DoesNotContain("ok ran", run.Output);
    }

    [Theory]
    [InlineData("--working={0}")]
    [InlineData("-w={0}")]
    public async Task The_command_line_names_the_working_directory(string option)
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var run = await FrostingHost.RunInAsync(
                new() { ["FROSTING_HOST_DIRECTORY"] = "/" }, "--target=Directory", string.Format(null, option, directory.FullName));

            Assert.Contains($"working in {directory.FullName}", run.Output);
        }
        finally
        {
            directory.Delete();
        }
    }

    [Fact]
    public async Task Without_an_option_the_build_names_the_working_directory()
    {
        var run = await FrostingHost.RunInAsync(new() { ["FROSTING_HOST_DIRECTORY"] = ".." }, "--target=Directory");

        Assert.Contains($"working in {Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))}", run.Output);
    }

    [Fact]
    public async Task A_working_directory_that_does_not_exist_is_an_error()
    {
        FrostingHost.SkipUnlessStandin();
        var run = await FrostingHost.RunAsync("--target=Ok", "--working=/no/such/directory");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["Error: The working directory '/no/such/directory' does not exist."], run.Error);
    }

    [Fact]
    public async Task A_build_loads_neither_NuGet_nor_what_only_other_modes_need()
    {
        FrostingHost.SkipUnlessStandin();
        var run = await FrostingHost.RunAsync("--target=Assemblies");

        Assert.Contains("loaded Cake.Core", run.Output);
        Assert.Empty(run.OutputStartingWith("loaded NuGet."));
        Assert.Empty(run.OutputStartingWith("loaded Spectre."));
    }
}
