using Cake.MySqlReplication.Benchmarks.Figures;
using Cake.MySqlReplication.Benchmarks.Measuring;
using Cake.MySqlReplication.Benchmarks.Peers;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>A pair in Docker on a machine that has made one before.</summary>
internal sealed class WarmScenario() : Scenario("warm", "1+1 in Docker, MySQL 9.7, templates there")
{
    private const string Server = "mysql-9.7";
    private const double AroundTheTasks = 800;

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var own = OwnBuild.InDocker(bench, "warm", Server);
        var script = new ScriptPeer(bench, Server, replicas: 1);
        await TakeTurnsAsync(
            bench,
            [
                new("VerifySync", (sheet, token) => own.WhileUpAsync(
                    times =>
                    {
                        sheet.Add("VerifySync, tasks", times.Tasks);
                        sheet.Add("VerifySync, whole command", times.Whole);
                        sheet.Add("whole command less tasks", times.Whole - times.Tasks);
                        return Task.CompletedTask;
                    },
                    token)),
                script.Contender,
                new TestcontainersPeer(bench, Server).Contender,
            ],
            cancellationToken);

        Show("VerifySync, tasks", script.Title, 0.16);
        Show("VerifySync, tasks", TestcontainersPeer.Title, 0.10);
        Show("VerifySync, whole command", script.Title);
        Show(new Figure(Sheet["whole command less tasks"], Wanted: AroundTheTasks));
        Show(script.Title);
        Show(TestcontainersPeer.Title);
    }
}
