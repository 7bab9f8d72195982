using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

/// <summary>The small Frosting build below tests/consumers/FrostingHost, run as users run theirs: as a process.</summary>
internal static class FrostingHost
{
    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(1);

    private static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, MetadataOf("BuildUnderTest:FrostingHost"));

    /// <summary>For tests of what the published Cake.Frosting words or does its own way.</summary>
    public static void SkipUnlessStandin() =>
        Assert.SkipUnless(MetadataOf("CakePackages") == "standin", "This build uses the published Cake.Frosting.");

    public static Task<HostRun> RunAsync(params string[] arguments) => RunInAsync([], arguments);

    /// <param name="environment">Variables to set, or to remove where the value is <see langword="null"/>.</param>
    /// <param name="arguments">The build's arguments.</param>
    public static async Task<HostRun> RunInAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(_deadline);
        using var process = Process.Start(start)!;
        try
        {
            var output = ReadLinesAsync(process.StandardOutput, timeout.Token);
            var error = ReadLinesAsync(process.StandardError, timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new HostRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static string MetadataOf(string key) =>
        typeof(FrostingHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    private static async Task<IReadOnlyList<string>> ReadLinesAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line) lines.Add(line.TrimEnd());
        return lines;
    }
}
