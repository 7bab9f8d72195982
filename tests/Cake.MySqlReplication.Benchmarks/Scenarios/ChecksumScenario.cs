using Cake.MySqlReplication.Benchmarks.Measuring;
using Cake.MySqlReplication.Benchmarks.Peers;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>All rows of source and replica are compared.</summary>
internal sealed class ChecksumScenario() : Scenario("checksum", "all rows compared, 1+1 in Docker, MySQL 9.7")
{
    private const string Full = "VerifySync --verify=full, tasks";
    private const string Standard = "VerifySync --verify=standard, tasks";

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        const string Patience = "--sync-timeout=1800";
        var own = OwnBuild.InDocker(bench, "checksum", "mysql-9.7");
        await own.WhileUpAsync(
            async _ =>
            {
                Workbench.Say($"{Name}: writing {bench.DataMegabytes} MB");
                await TestData.FillAsync(own.Servers()[0].ConnectionString, bench.DataMegabytes, cancellationToken);
                await own.RunAsync("VerifySync", cancellationToken, Patience);
                await TakeTurnsAsync(
                    bench,
                    [
                        new("--verify=full", async (sheet, token) => sheet.Add(Full, (await own.RunAsync("VerifySync", token, "--verify=full", Patience)).Tasks)),
                        new("--verify=standard", async (sheet, token) => sheet.Add(Standard, (await own.RunAsync("VerifySync", token, Patience)).Tasks)),
                        new TableChecksum(bench, own).Contender,
                    ],
                    cancellationToken);
            },
            cancellationToken);

        Note($"{bench.DataMegabytes} MB of rows");
        if (!Sheet.Has(TableChecksum.Title))
            Show(Full);
        Show(Full, TableChecksum.Title, 0.33);
        Show(Standard);
        Show(TableChecksum.Title);
    }
}
