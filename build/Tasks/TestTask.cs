using Build.Testing;
using Cake.Common;
using Cake.Common.Diagnostics;
using Cake.Core;
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
        var results = TestProject.All.Select(project => (project.Name, Result: project.Run(context, environment.Variables, filter, signal.Token))).ToList();
        Summarise(context, results);
        signal.Token.ThrowIfCancellationRequested();
        FailUnlessAllPassed(results);
    }

    private static void Summarise(BuildContext context, IReadOnlyList<(string Name, TestResult? Result)> results)
    {
        var known = results.Select(pair => pair.Result).OfType<TestResult>().ToList();
        foreach (var reason in known.SelectMany(result => result.Skips).GroupBy(reason => reason))
            context.Warning("SKIPPED, {0} tests: {1}", reason.Count(), reason.Key);
        foreach (var failure in known.SelectMany(result => result.Failures))
            context.Error("FAILED: {0}", failure);
        foreach (var (name, _) in results.Where(pair => pair.Result is null))
            context.Error("{0} ended without a result.", name);

        var (passed, failed, skipped) = (known.Sum(result => result.Passed), known.Sum(result => result.Failures.Count), known.Sum(result => result.Skips.Count));
        context.Information("{0} passed, {1} failed, {2} skipped", passed, failed, skipped);
    }

    private static void FailUnlessAllPassed(IReadOnlyList<(string Name, TestResult? Result)> results)
    {
        var known = results.Select(pair => pair.Result).OfType<TestResult>().ToList();
        var (passed, failed) = (known.Sum(result => result.Passed), known.Sum(result => result.Failures.Count));
        if (failed > 0 || known.Count < results.Count || known.Any(result => result.ExitCode != 0))
            throw new CakeException(failed > 0 ? $"{failed} tests failed." : "Not all tests were run.");
        if (passed == 0)
            throw new CakeException("No test ran. Check --filter, which is a part of a class's name.");
    }
}
