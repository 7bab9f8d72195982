using Cake.Common.Diagnostics;
using Cake.Core;

namespace Build.Testing;

/// <summary>What came out of all test projects that were run.</summary>
internal sealed class TestSummary(IReadOnlyList<(TestProject Project, TestResult? Result)> results)
{
    private readonly List<TestResult> _known = [.. results.Select(pair => pair.Result).OfType<TestResult>()];

    private int Passed => _known.Sum(result => result.Passed);

    private int Failed => _known.Sum(result => result.Failures.Count);

    public void Tell(BuildContext context)
    {
        foreach (var reason in _known.SelectMany(result => result.Skips).GroupBy(reason => reason))
            context.Warning("SKIPPED, {0} tests: {1}", reason.Count(), reason.Key);
        foreach (var failure in _known.SelectMany(result => result.Failures))
            context.Error("FAILED: {0}", failure);
        foreach (var (project, _) in results.Where(pair => pair.Result is null))
            context.Error("{0} ended without a result.", project.Name);

        context.Information("{0} passed, {1} failed, {2} skipped", Passed, Failed, _known.Sum(result => result.Skips.Count));
    }

    /// <param name="filter">The option that selects tests, and how, for a selection of none.</param>
    /// <exception cref="CakeException">Not all tests passed, or none was run.</exception>
    public void FailUnlessAllPassed(string filter)
    {
        if (Failed > 0 || _known.Count < results.Count || _known.Any(result => result.ExitCode != 0))
            throw new CakeException(Failed > 0 ? $"{Failed} tests failed." : "Not all tests were run.");
        if (Passed == 0)
            throw new CakeException($"No test ran. Check {filter}.");
    }
}
