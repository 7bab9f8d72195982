using Build.TestEnvironment;
using Build.Testing;
using Cake.Common;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

namespace Build.Tasks;

[TaskName("Test")]
[TaskDescription("Runs all tests; brings up what they need. --filter=<class> runs those of matching classes.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class TestTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var root = context.Environment.WorkingDirectory.FullPath;
        string[] filter = context.Argument("filter", "") is { Length: > 0 } given ? ["-class", $"*{given}*"] : [];

        // The first Ctrl-C still takes down what was brought up.
        using var signal = new CancellationOnSignal();
        await using var environment = await TestEnvironment.TestEnvironment.StartAsync(context.Log, root, signal.Token);
        string[] options = ["-parallelMode", "collections", "-maxThreads", "4", .. filter];
        var steps = new Steps(context.Log);
        var browser = new BrowserTests(steps).PrepareAsync(signal.Token);
        var results = TestProject.All.Select(project => (project, project.Run(context, environment.Variables, options, signal.Token))).ToList();
        if (await browser is { } obstacle)
            steps.Warn($"TESTS IN A BROWSER ARE SKIPPED: {obstacle}");
        else
            results.Add((BrowserTests.Project, BrowserTests.Project.Run(context, environment.Variables, options, signal.Token)));
        var summary = new TestSummary(results);
        summary.Tell(context);
        signal.Token.ThrowIfCancellationRequested();
        summary.FailUnlessAllPassed("--filter, which is a part of a class's name");
    }
}
