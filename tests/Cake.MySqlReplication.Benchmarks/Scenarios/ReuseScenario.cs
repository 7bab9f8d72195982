using Cake.MySqlReplication.Benchmarks.Figures;
using Cake.MySqlReplication.Benchmarks.Measuring;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>What is done again and again on a pair that runs, and its end.</summary>
internal sealed class ReuseScenario() : Scenario("reuse", "second VerifySync, Reset and Teardown of a pair in Docker, MySQL 9.7")
{
    private const string Second = "second VerifySync, tasks";
    private const string Reset = "Reset, tasks";
    private const string Teardown = "Teardown, tasks";
    private const string Removal = "docker rm -fv of the same containers";
    private const double Wanted = 300;

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var own = OwnBuild.InDocker(bench, "reuse", "mysql-9.7");
        await TakeTurnsAsync(
            bench,
            [
                new("second VerifySync, Reset, Teardown", async (sheet, token) =>
                {
                    await own.RunAsync("VerifySync", token);
                    try
                    {
                        Add(sheet, Second, await own.RunAsync("VerifySync", token));
                        Add(sheet, Reset, await own.RunAsync("Reset", token));
                    }
                    finally
                    {
                        Add(sheet, Teardown, await own.RunAsync("Teardown", CancellationToken.None));
                    }
                }),
                new("docker rm", (sheet, token) => own.WhileUpAsync(
                    async _ =>
                    {
                        var removal = await ChildCommand.RunAsync("docker", ["rm", "-fv", $"{own.Name}_master", $"{own.Name}_slave"], token);
                        sheet.Add(Removal, removal.Took.TotalMilliseconds);
                    },
                    token)),
            ],
            cancellationToken);

        Show(new Figure(Sheet[Second], Wanted: Wanted));
        Show(new Figure(Sheet[Reset], Wanted: Wanted));
        Show(Teardown, Removal, 1.2);
        Show(Removal);
        foreach (var name in new[] { Second, Reset, Teardown })
            Show(name.Replace("tasks", "whole command", StringComparison.Ordinal));
    }

    private static void Add(Sheet sheet, string name, BuildTimes times)
    {
        sheet.Add(name, times.Tasks);
        sheet.Add(name.Replace("tasks", "whole command", StringComparison.Ordinal), times.Whole);
    }
}
