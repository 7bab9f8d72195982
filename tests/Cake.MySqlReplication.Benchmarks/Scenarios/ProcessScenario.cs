using Cake.MySqlReplication.Benchmarks.Measuring;
using Cake.MySqlReplication.Benchmarks.Peers;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>Pairs of local processes, beside the script's pair of containers and a single server that only starts.</summary>
internal sealed class ProcessScenario() : Scenario("process", "1+1 by local processes, templates there")
{
    private const string MySql = "mysql-9.7";
    private const string MariaDb = "mariadb-10.11";

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var script = new ScriptPeer(bench, MySql, replicas: 1);
        var boots = new BareBoot(bench, MySql);
        await boots.PrepareAsync(cancellationToken);
        await TakeTurnsAsync(bench, [Pair(bench, MySql), Pair(bench, MariaDb), script.Contender, boots.ByDefaults, boots.Tuned], cancellationToken);

        Show(Tasks(MySql), script.Title, 0.08);
        Show(Tasks(MariaDb), script.Title, 0.03);
        Show(Whole(MySql), script.Title);
        Show(Whole(MariaDb), script.Title);
        Show(Tasks(MySql), boots.Title(isTuned: false));
        Show(Tasks(MySql), boots.Title(isTuned: true));
        Show(script.Title);
        Show(boots.Title(isTuned: false));
        Show(boots.Title(isTuned: true));
        Show(boots.Title(isTuned: true) + ", processor");
    }

    private static string Tasks(string server) => $"VerifySync of {server}, tasks";

    private static string Whole(string server) => $"VerifySync of {server}, whole command";

    private static Contender Pair(Workbench bench, string server)
    {
        var own = OwnBuild.ByProcesses(bench, "pair", server);
        return new($"VerifySync of {server}", (sheet, token) => own.WhileUpAsync(
            times =>
            {
                sheet.Add(Tasks(server), times.Tasks);
                sheet.Add(Whole(server), times.Whole);
                return Task.CompletedTask;
            },
            token));
    }
}
