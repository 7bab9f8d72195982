using System.Globalization;
using Build.Testing;
using Cake.Common;
using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

namespace Build.Tasks;

[TaskName("Soak")]
[TaskDescription("Runs the campaigns, which take hours, and writes tables to artifacts/soak. --soak=<class>,… runs those of matching classes; --rounds=<number> says how often.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class SoakTask : AsyncFrostingTask<BuildContext>
{
    /// <summary>Where the campaigns write their tables.</summary>
    private const string FolderVariable = "MYSQL_REPLICATION_SOAK_FOLDER";

    /// <summary>How often they do what they do; not set, each goes by its own number.</summary>
    private const string RoundsVariable = "MYSQL_REPLICATION_SOAK_ROUNDS";

    public override async Task RunAsync(BuildContext context)
    {
        var folder = context.Artifacts.Combine("soak").MakeAbsolute(context.Environment).FullPath;
        Directory.CreateDirectory(folder);
        var rounds = Rounds(context);
        var classes = context.Argument("soak", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        using var signal = new CancellationOnSignal();
        await using var environment = await TestEnvironment.TestEnvironment.StartAsync(context.Log, context.Environment.WorkingDirectory.FullPath, signal.Token);
        var variables = new Dictionary<string, string>(environment.Variables) { [FolderVariable] = folder };
        if (rounds is not null)
            variables[RoundsVariable] = rounds;
        var start = DateTime.UtcNow;
        // One at a time: they measure.
        string[] options = ["-explicit", "only", "-diagnostics", "-parallelMode", "none", .. classes.SelectMany(name => new[] { "-class", $"*{name}*" })];
        var summary = new TestSummary([(TestProject.Integration, TestProject.Integration.Run(context, variables, options, signal.Token))]);
        ShowTables(context, folder, start);
        summary.Tell(context);
        signal.Token.ThrowIfCancellationRequested();
        summary.FailUnlessAllPassed("--soak, whose names are parts of names of classes");
    }

    private static string? Rounds(BuildContext context) => context.Argument("rounds", "") switch
    {
        "" => null,
        var given when int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => given,
        var given => throw new CakeException($"--rounds is a number from 1 on, and not '{given}'."),
    };

    /// <summary>Those that this run has written; others are of earlier runs.</summary>
    private static void ShowTables(BuildContext context, string folder, DateTime since)
    {
        foreach (var file in Directory.GetFiles(folder, "*.md").Where(file => File.GetLastWriteTimeUtc(file) >= since).Order(StringComparer.Ordinal))
            context.Information("\n{0}\n{1}", file, File.ReadAllText(file));
    }
}
