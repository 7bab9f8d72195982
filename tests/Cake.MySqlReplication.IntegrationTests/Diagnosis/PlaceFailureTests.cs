using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class FailuresOfMySql56ByFile(BrokenMySql56ByFile pair) : PlaceFailureTests<BrokenMySql56ByFile>(pair);

/// <summary>Failures whose remedy depends on whether a replica finds its place in its source's binary log by itself.</summary>
public abstract class PlaceFailureTests<TPair>(TPair pair) : IClassFixture<TPair>
    where TPair : PairToBreak
{
    private protected TPair Pair => pair;

    private RepairMode WhereThePlaceIsLost => pair.ByGtid ? RepairMode.Auto : RepairMode.Rebuild;

    [Fact]
    public async Task A_wrong_password_on_the_replica()
    {
        await pair.BeginAsync();
        await pair.ChangeAsync("PART_PASSWORD = 'wrong'");

        var finding = await pair.DiagnoseAsync(FindingKind.AccountRefused);

        Assert.Contains("slave does not use the recorded password of 'repl'", finding.Cause, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, line => line.StartsWith("receiver error 1045:", StringComparison.Ordinal));
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'meanwhile')");
        await pair.MendAsync();
    }

    [Fact]
    public async Task A_wrong_port()
    {
        await pair.BeginAsync();
        await pair.ChangeAsync("PART_PORT = 1");

        var finding = await pair.DiagnoseAsync(FindingKind.WrongSource);

        Assert.Contains(":1, where ", finding.Cause, StringComparison.Ordinal);
        if (!pair.ByGtid)
            Assert.False((await pair.RepairAsync()).Remaining.IsHealthy);
        await pair.MendAsync(pair.ByGtid ? RepairMode.Auto : RepairMode.Rebuild);
    }

    [Fact]
    public async Task A_replica_without_a_source()
    {
        await pair.BeginAsync();
        await pair.StopAsync();
        await Client.ExecuteAsync(pair.Replica, $"RESET {pair.Words.Replica} ALL");

        await pair.DiagnoseAsync(FindingKind.NotReplicating);

        await pair.MendAsync(pair.ByGtid ? RepairMode.Auto : RepairMode.Rebuild);
    }

    [Fact]
    public async Task A_position_past_the_end_of_the_file()
    {
        await pair.BeginAsync();
        var (file, end) = await pair.EndOfLogAsync();
        await pair.PlaceAsync(file, end + 99_999);

        var finding = await pair.DiagnoseAsync(FindingKind.PositionPastEnd);

        Assert.Contains($"slave asks for {file}:{end + 99_999}, past the end of that file, which has {end} bytes", finding.Cause, StringComparison.Ordinal);
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'missed')");
        await pair.MendAsync(WhereThePlaceIsLost);
    }

    [Fact]
    public async Task A_position_in_the_middle_of_an_event()
    {
        await pair.BeginAsync();
        var (file, end) = await pair.EndOfLogAsync();
        await pair.PlaceAsync(file, end - 3);
        await pair.UntilAsync("Slave_IO_Running", value => value == "No");

        var finding = await pair.DiagnoseAsync(FindingKind.PositionInsideEvent);

        Assert.Contains($"{file}:{end - 3} on master, where no event begins", finding.Cause, StringComparison.Ordinal);
        await pair.MendAsync(WhereThePlaceIsLost);
    }

    [Fact]
    public async Task A_binary_log_that_the_source_does_not_have()
    {
        await pair.BeginAsync();
        await pair.PlaceAsync("mysql-bin.000777", 4);
        await pair.UntilAsync("Slave_IO_Running", value => value == "No");

        var finding = await pair.DiagnoseAsync(FindingKind.PositionUnknown);

        Assert.Contains("mysql-bin.000777, which master does not have", finding.Cause, StringComparison.Ordinal);
        await pair.MendAsync(WhereThePlaceIsLost);
    }

    [Fact]
    public async Task Purged_binary_logs_are_made_good_by_a_copy_and_so_is_a_source_that_was_reset()
    {
        await pair.BeginAsync();
        await pair.StopAsync();
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'purged'); FLUSH LOGS; INSERT INTO d.t VALUES (3, 'b'); FLUSH LOGS");
        var last = (await pair.EndOfLogAsync()).File;
        // What is being sent is not purged, nor what a crash may need: both pass.
        do
            await Client.ExecuteAsync(pair.Source, $"PURGE BINARY LOGS TO '{last}'");
        while (await Client.ColumnAsync(pair.Source, "SHOW BINARY LOGS", "Log_name") != last);
        await pair.StartAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.PurgedBinaryLogs);

        Assert.Contains("--target=Repair --repair=rebuild", finding.Remedy, StringComparison.Ordinal);
        await CopiedAsync("older ones were purged");
        // By file and position this is a position past the end.
        if (pair.ByGtid)
        {
            await Client.ExecuteAsync(pair.Source, pair.IsModern ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER");
            await pair.DiagnoseAsync(FindingKind.SourceReset);
            await CopiedAsync("they do not show how the schema");
        }
    }

    private async Task CopiedAsync(string why)
    {
        var step = Assert.Single((await pair.MendAsync(RepairMode.Rebuild)).Steps);
        Assert.StartsWith("slave: deleting its data, and making it anew from a copy of master: its binary logs will not do (", step, StringComparison.Ordinal);
        Assert.Contains(why, step, StringComparison.Ordinal);
        Assert.Equal(pair.IsModern, pair.LogText.Contains("copied by CLONE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_relay_log()
    {
        await pair.BeginAsync();
        await pair.StopAsync("SQL_THREAD");
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'damaged'), (3, 'too')");
        var (_, end) = await pair.EndOfLogAsync();
        await pair.UntilAsync(pair.IsModern ? "Read_Source_Log_Pos" : "Read_Master_Log_Pos", value => value == $"{end}");
        var relayLog = Directory.GetFiles(Path.Combine(pair.Base, "slave", "data"), "relay-bin.0*").Order(StringComparer.Ordinal).Last();
        var bytes = await File.ReadAllBytesAsync(relayLog, TestContext.Current.CancellationToken);
        await using (var file = new FileStream(relayLog, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = bytes.Length - 60;
            file.Write(new byte[40]);
        }

        // Not the receiver: MariaDB's fetches all anew when it is started.
        await pair.StartAsync("SQL_THREAD");
        await pair.UntilAsync("Last_SQL_Errno", value => value != "0");

        await pair.DiagnoseAsync(FindingKind.RelayLogDamaged);

        await pair.MendAsync();
    }
}
