using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>This repository's build, run as a process of its own on a topology of the test's own.</summary>
internal sealed class BuildRun(Sandbox sandbox)
{
    /// <summary>Variables for the process, besides those of the test.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["NO_COLOR"] = "1" };

    /// <summary>The build program.</summary>
    public string Program { get; set; } = Repository.PathOfBuilt("Build");

    /// <summary>Gives the process a cache of its own, in which there are the fetched servers and nothing else: its first server is initialised.</summary>
    /// <returns>The folder of its templates.</returns>
    public string UseOwnCache()
    {
        var cache = Path.Combine(sandbox.Folder, "cache");
        var folder = Directory.CreateDirectory(Path.Combine(cache, "cake-mysql-replication")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, "bundles"), BundleCacheFolder.Default());
        Environment["XDG_CACHE_HOME"] = cache;
        return Path.Combine(folder, "templates");
    }

    public Task<CommandResult> TargetAsync(string target, params string[] arguments) =>
        Command.RunAsync("dotnet", Words(target, arguments), sandbox.Folder, Environment, TestContext.Current.CancellationToken);

    public Process Start(string target, params string[] arguments) => Command.Start("dotnet", Words(target, arguments), sandbox.Folder, Environment);

    /// <summary>Starts it as a terminal's shell does: as the first of a process group.</summary>
    public Process StartAsGroup(string target, params string[] arguments) =>
        Command.Start("setsid", Words(target, arguments).Prepend("dotnet"), sandbox.Folder, Environment);

    public async Task<CommandResult> SucceedAsync(string target, params string[] arguments)
    {
        var result = await TargetAsync(target, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary>Runs what must fail; the result is the error message and what follows it.</summary>
    public async Task<string> FailAsync(string target, params string[] arguments)
    {
        var result = await TargetAsync(target, arguments);
        Assert.True(result.ExitCode == 1, result.ToString());
        var all = result.Output + result.Errors;
        Assert.Contains("Error: ", all, StringComparison.Ordinal);
        return all[all.IndexOf("Error: ", StringComparison.Ordinal)..];
    }

    /// <summary>Runs a target and ends it by a signal, some time after it has written a line that holds some words; or waits for its end.</summary>
    public async Task<CommandResult> InterruptAsync(string signal, string line, TimeSpan later, string target, params string[] arguments)
    {
        using var process = Start(target, arguments);
        var text = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(Token) is { } written)
        {
            text.AppendLine(written);
            if (written.Contains(line, StringComparison.Ordinal))
                break;
        }

        // The moment is the point of the test, not a wait for something to happen.
        await Task.Delay(later, Token);
        if (signal == "KILL")
            process.Kill();
        else
            await Command.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellationToken: Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var result = await Command.EndAsync(process, limit.Token);
        return result with { Output = text + result.Output };
    }

    /// <summary>The arguments of <c>dotnet</c>.</summary>
    public IEnumerable<string> Words(string target, string[] arguments) =>
        [Program, $"--target={target}", $"--name={sandbox.Name}", $"--base={sandbox.Base}", $"--first-port={sandbox.FirstPort}", .. arguments];

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
