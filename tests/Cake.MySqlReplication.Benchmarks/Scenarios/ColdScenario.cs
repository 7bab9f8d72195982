using Cake.MySqlReplication.Benchmarks.Measuring;
using Cake.MySqlReplication.Benchmarks.Peers;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>A first pair in Docker on a machine that has the image and nothing else.</summary>
internal sealed class ColdScenario() : Scenario("cold", "1+1 in Docker, MySQL 9.7, image present, no template")
{
    private const string Server = "mysql-9.7";

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var own = OwnBuild.InDocker(bench, "cold", Server);
        var script = new ScriptPeer(bench, Server, replicas: 1);
        await TakeTurnsAsync(
            bench,
            [
                new("first VerifySync", async (sheet, token) =>
                {
                    await own.CleanCacheAsync(token);
                    await own.WhileUpAsync(
                        times =>
                        {
                            sheet.Add("first VerifySync, tasks", times.Tasks);
                            sheet.Add("first VerifySync, whole command", times.Whole);
                            return Task.CompletedTask;
                        },
                        token);
                }),
                script.Contender,
            ],
            cancellationToken);

        Show("first VerifySync, tasks", script.Title, 0.75);
        Show("first VerifySync, whole command", script.Title);
        Show(script.Title);
    }
}
