using System.Diagnostics;
using Cake.MySqlReplication.Benchmarks.Measuring;
using Cake.MySqlReplication.Benchmarks.Peers;
using MySqlConnector;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>A replica is added to a source that holds data, beside the server's own ways to copy these to a server that runs already.</summary>
internal sealed class GrowthScenario(string name, string server, bool hasClone, string dump, string client)
    : Scenario(name, $"AddSlave to 1+1 in Docker, {server}")
{
    private const string Added = "AddSlave, tasks";
    private const string Clone = "CLONE INSTANCE and restart";

    private readonly string _load = $"{dump} | {client}";

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var own = OwnBuild.InDocker(bench, Name, server);
        await own.WhileUpAsync(
            async _ =>
            {
                Workbench.Say($"{Name}: writing {bench.DataMegabytes} MB");
                await TestData.FillAsync(own.Servers()[0].ConnectionString, bench.DataMegabytes, cancellationToken);
                await own.RunAsync("VerifySync", cancellationToken, "--sync-timeout=1800");
                Contender add = new("AddSlave", (sheet, token) => AddAsync(own, sheet, token));
                Contender clone = new(Clone, (sheet, token) => CloneAsync(bench, own, sheet, token));
                Contender load = new(_load, (sheet, token) => LoadAsync(bench, own, sheet, token));
                await TakeTurnsAsync(bench, hasClone ? [add, clone, load] : [add, load], cancellationToken);
            },
            cancellationToken);

        Note($"{bench.DataMegabytes} MB of rows; peers copy into a server that runs already");
        Show(Added, hasClone ? Clone : _load, 1.2);
        if (hasClone)
            Show(Added, _load);
        Show(Clone);
        Show(_load);
    }

    private static async Task AddAsync(OwnBuild own, Sheet sheet, CancellationToken cancellationToken)
    {
        sheet.Add(Added, (await own.RunAsync("AddSlave", cancellationToken, "--sync-timeout=1800")).Tasks);
        await own.RunAsync("RemoveSlave", cancellationToken, "--replica=slave2");
    }

    private async Task CloneAsync(Workbench bench, OwnBuild own, Sheet sheet, CancellationToken cancellationToken)
    {
        const string Install = "INSTALL PLUGIN clone SONAME 'mysql_clone.so'";
        var source = own.Servers()[0];
        await using var recipient = await EmptyServer.StartAsync(own, bench.Image(server), cancellationToken);
        await Statements.RunAsync(source.ConnectionString, cancellationToken, "SET SESSION sql_log_bin = 0", Install);
        await Statements.RunAsync(recipient.ConnectionString, cancellationToken, Install, $"SET GLOBAL clone_valid_donor_list = '{own.Name}_master:3306'");
        var watch = Stopwatch.StartNew();
        try
        {
            await Statements.RunAsync(recipient.ConnectionString, cancellationToken, $"CLONE INSTANCE FROM 'root'@'{own.Name}_master':3306 IDENTIFIED BY '{source.Password}'");
        }
        catch (MySqlException exception) when (exception.Number == 3707)
        {
            // It ends, since nobody is there to restart it: https://dev.mysql.com/doc/refman/8.4/en/clone-plugin-remote.html.
        }

        await recipient.StartAgainAsync(cancellationToken);
        sheet.Add(Clone, watch.Elapsed.TotalMilliseconds);
        await Statements.RunAsync(source.ConnectionString, cancellationToken, "SET SESSION sql_log_bin = 0", "UNINSTALL PLUGIN clone");
    }

    private async Task LoadAsync(Workbench bench, OwnBuild own, Sheet sheet, CancellationToken cancellationToken)
    {
        await using var recipient = await EmptyServer.StartAsync(own, bench.Image(server), cancellationToken);
        var purged = dump == "mysqldump" ? "--set-gtid-purged=OFF" : "";
        var command = $"set -o pipefail; docker exec --env MYSQL_PWD {own.Name}_master {dump} --user=root --single-transaction {purged} --databases {TestData.Schema} | " +
            $"docker exec --interactive --env MYSQL_PWD {recipient.Name} {client} --user=root";
        var variables = new Dictionary<string, string> { ["MYSQL_PWD"] = own.Servers()[0].Password };
        sheet.Add(_load, (await ChildCommand.RunAsync("bash", ["-c", command], variables, cancellationToken)).Took.TotalMilliseconds);
    }
}
