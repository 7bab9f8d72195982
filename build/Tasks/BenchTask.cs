using Build.TestEnvironment;
using Cake.Common;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

namespace Build.Tasks;

[TaskName("Bench")]
[TaskDescription("Measures beside peers, into artifacts/bench; --bench=<names>, --bench-runs=<count>, --bench-data=<MB>.")]
public sealed class BenchTask : AsyncFrostingTask<BuildContext>
{
    private const string Name = "Cake.MySqlReplication.Benchmarks";
    private static readonly string[] Options = ["bench", "bench-runs", "bench-data"];

    public override async Task RunAsync(BuildContext context)
    {
        context.DotNetBuild($"tests/{Name}/{Name}.csproj", new DotNetBuildSettings
        {
            Configuration = BuildContext.ReleaseConfiguration,
            NoLogo = true,
            Verbosity = DotNetVerbosity.Quiet,
        });

        // The first Ctrl-C still takes down what was brought up.
        using var signal = new CancellationOnSignal();
        await InstallPeersAsync(context, signal.Token);
        await using var environment = await TestEnvironment.TestEnvironment.StartAsync(context.Log, context.Environment.WorkingDirectory.FullPath, signal.Token);
        var arguments = new ProcessArgumentBuilder()
            .AppendQuoted(context.Artifacts.CombineWithFilePath($"bin/{Name}/release/{Name}.dll").MakeAbsolute(context.Environment).FullPath)
            .AppendQuoted("--output=" + context.Artifacts.Combine("bench").MakeAbsolute(context.Environment).FullPath);
        foreach (var option in Options.Where(context.HasArgument))
            arguments.AppendQuoted($"--{option}={context.Argument<string>(option)}");

        using var process = context.StartAndReturnProcess("dotnet", new ProcessSettings
        {
            Arguments = arguments,
            EnvironmentVariables = environment.Variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        });
        process.WaitForExit();
        signal.Token.ThrowIfCancellationRequested();
        if (process.GetExitCode() != 0)
            throw new CakeException("Not all scenarios came to an end; the reasons are above and in artifacts/bench.");
    }

    /// <summary>Those that are missing all the same are left out, with the reason.</summary>
    private static async Task InstallPeersAsync(BuildContext context, CancellationToken cancellationToken)
    {
        var asked = context.Argument("bench", "");
        var isNeeded = asked.Length == 0 || asked.Split(',').Contains("checksum");
        if (isNeeded && Programs.Find("pt-table-checksum") is null && DebianPackages.Obstacle is null)
            await new DebianPackages(new Steps(context.Log)).InstallAsync("there is no pt-table-checksum", cancellationToken, "percona-toolkit");
    }
}
