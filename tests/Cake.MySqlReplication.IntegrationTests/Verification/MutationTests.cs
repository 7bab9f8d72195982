using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>Whatever of a replica is changed behind replication's back is found, named, and found to be gone once it is mended.</summary>
public abstract class MutationTests(MutationFixture pair)
{
    public static TheoryData<string> Mutations => [.. Mutation.All.Select(mutation => mutation.Name)];

    private string Word => pair.IsModern ? "REPLICA" : "SLAVE";

    private bool HasGtids => pair.Server != TestServer.MariaDb1011;

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task A_change_of_the_replica(string name)
    {
        var mutation = Mutation.All.Single(mutation => mutation.Name == name);
        Assert.SkipUnless(mutation.IsFor(pair.Server), $"{pair.Server} does not know that.");

        var message = await FindAsync(() => pair.WriteToReplicaAsync(mutation.Change), () => pair.WriteToReplicaAsync(mutation.Mend), mutation.Expected);

        // What was mended before does not show; that all is well in the end, the fixture sees to.
        Assert.True(message.Split('\n').Count(line => line.Contains("slave: ", StringComparison.Ordinal)) <= 3, message);
    }

    [Fact]
    public Task A_stopped_applier() => FindAsync(
        () => Client.ExecuteAsync(Replica, $"STOP {Word} SQL_THREAD"), () => Client.ExecuteAsync(Replica, $"START {Word} SQL_THREAD"), "The applier (SQL thread) is stopped");

    [Fact]
    public Task A_stopped_receiver() => FindAsync(
        () => Client.ExecuteAsync(Replica, $"STOP {Word} IO_THREAD"), () => Client.ExecuteAsync(Replica, $"START {Word} IO_THREAD"), "The receiver (IO thread) is stopped");

    [Fact]
    public async Task A_transaction_of_the_replicas_own()
    {
        SkipUnlessThere();
        Assert.SkipUnless(HasGtids, "By file and position only its contents show.");
        var source = await Client.ScalarAsync(Source, "SELECT @@GLOBAL.gtid_executed");
        var errant = "";
        await FindAsync(
            async () =>
            {
                await pair.WriteToReplicaAsync("SET SESSION sql_log_bin = 1; CREATE DATABASE errant; DROP DATABASE errant");
                errant = await Client.ScalarAsync(Replica, $"SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '{source}')");
            },
            async () =>
            {
                // Empty ones of the same names on the source.
                var server = errant.Split(':')[0];
                await Client.ExecuteAsync(Source, $"SET SESSION gtid_next = '{server}:1'; BEGIN; COMMIT; SET SESSION gtid_next = '{server}:2'; BEGIN; COMMIT; SET SESSION gtid_next = AUTOMATIC");
            },
            "It has transactions that the source has not (");
    }

    [Fact]
    public async Task A_transaction_that_was_skipped()
    {
        SkipUnlessThere();
        await FindAsync(
            async () =>
            {
                // A skip counter skips whatever comes next: all that earlier tests left must have arrived.
                if (!HasGtids)
                    await Client.EventuallyAsync(Replica, "SELECT @@GLOBAL.gtid_slave_pos", await Client.ScalarAsync(Source, "SELECT @@GLOBAL.gtid_binlog_pos") ?? "");
                await Client.ExecuteAsync(Replica, $"STOP {Word}");
                var before = HasGtids ? await Client.ScalarAsync(Source, "SELECT @@GLOBAL.gtid_executed") : "";
                await Client.ExecuteAsync(Source, "INSERT INTO m.big VALUES (100001, 1)");
                if (HasGtids)
                {
                    var gtid = await Client.ScalarAsync(Source, $"SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '{before}')");
                    await pair.WriteToReplicaAsync($"SET SESSION sql_log_bin = 1, gtid_next = '{gtid}'; BEGIN; COMMIT; SET SESSION gtid_next = AUTOMATIC");
                }
                else
                {
                    await Client.ExecuteAsync(Replica, "SET GLOBAL sql_slave_skip_counter = 1");
                }

                await Client.ExecuteAsync(Replica, $"START {Word}");
            },
            () => pair.WriteToReplicaAsync("INSERT INTO m.big VALUES (100001, 1)"),
            "id = 100001 is missing on slave");
    }

    [Fact]
    public async Task An_error_that_was_skipped()
    {
        SkipUnlessThere();
        var mode = pair.IsModern ? "replica_exec_mode" : "slave_exec_mode";
        await FindAsync(
            async () =>
            {
                (await pair.Topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
                await Client.ExecuteAsync(Replica, $"STOP {Word} SQL_THREAD; SET GLOBAL {mode} = 'IDEMPOTENT'; START {Word} SQL_THREAD");
                await pair.WriteToReplicaAsync("DELETE FROM m.big WHERE id = 77");
                await Client.ExecuteAsync(Source, "UPDATE m.big SET v = 771 WHERE id = 77");
            },
            async () =>
            {
                await pair.WriteToReplicaAsync("INSERT INTO m.big VALUES (77, 771)");
                await Client.ExecuteAsync(Replica, $"STOP {Word} SQL_THREAD; SET GLOBAL {mode} = 'STRICT'; START {Word} SQL_THREAD");
            },
            "id = 77 is missing on slave");
    }

    [Fact]
    public async Task A_filter_that_hides_changes()
    {
        SkipUnlessThere();
        Assert.SkipWhen(pair.Server == TestServer.MySql56, "It has filters in its option file only.");
        string Filter(string tables) => $"STOP {Word}; " + (pair.IsModern
            ? $"CHANGE REPLICATION FILTER REPLICATE_WILD_IGNORE_TABLE = ({(tables.Length == 0 ? "" : $"'{tables}'")})"
            : $"SET GLOBAL replicate_wild_ignore_table = '{tables}'") + $"; START {Word}";
        await FindAsync(
            async () =>
            {
                await Client.ExecuteAsync(Replica, Filter("m.big"));
                await Client.ExecuteAsync(Source, "INSERT INTO m.big VALUES (100002, 1)");
            },
            async () =>
            {
                await Client.ExecuteAsync(Replica, Filter(""));
                await pair.WriteToReplicaAsync("INSERT INTO m.big VALUES (100002, 1)");
            },
            "id = 100002 is missing on slave");
    }

    [Fact]
    public async Task A_change_of_the_source_that_was_not_logged()
    {
        SkipUnlessThere();
        await FindAsync(
            () => Client.ExecuteAsync(Source, "SET SESSION sql_log_bin = 0; UPDATE m.big SET v = -5 WHERE id = 5"),
            () => Client.ExecuteAsync(Source, "SET SESSION sql_log_bin = 0; UPDATE m.big SET v = 50 WHERE id = 5"),
            "id = 5: v is '-5' on master, '50' on slave");
    }

    [Fact]
    public async Task A_delayed_replica()
    {
        SkipUnlessThere();
        string Delay(int seconds) => $"STOP {Word} SQL_THREAD; " + (pair.IsModern ? "CHANGE REPLICATION SOURCE TO SOURCE_DELAY" : "CHANGE MASTER TO MASTER_DELAY") + $" = {seconds}; START {Word} SQL_THREAD";
        // Others take it with both threads stopped only.
        string All(int seconds) => !pair.IsModern ? Delay(seconds).Replace(" SQL_THREAD", "", StringComparison.Ordinal) : Delay(seconds);

        await Client.ExecuteAsync(Replica, All(3600));
        try
        {
            var report = await pair.With(settings => settings with { SyncTimeout = TimeSpan.FromSeconds(1) }).VerifySyncAsync(Token);
            Assert.Contains("It has not reached ", Assert.Throws<MySqlReplicationException>(report.ThrowUnlessInSync).Message, StringComparison.Ordinal);
            Assert.False(report.Replicas[0].Layers.Single(layer => layer.Name == "arrival").Passed);
        }
        finally
        {
            await Client.ExecuteAsync(Replica, All(0));
        }

        (await pair.Topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
    }

    [Theory]
    [InlineData("mysql-bin.000001")]
    [InlineData("mysql-bin.999999")]
    public async Task An_applier_that_a_killed_check_left_with_a_mark_that_it_has_passed_or_not_runs_on_without(string file)
    {
        SkipUnlessThere();
        await Client.ExecuteAsync(Replica, $"STOP {Word} SQL_THREAD");
        await Client.ExecuteAsync(Source, "UPDATE m.big SET v = 60 WHERE id = 6");
        var (term, position) = (pair.IsModern ? "SOURCE" : "MASTER", 4);
        await Client.ExecuteAsync(Replica, $"START {Word} SQL_THREAD UNTIL {term}_LOG_FILE = '{file}', {term}_LOG_POS = {position}");

        await pair.Topology.ConfigureReplicationAsync(Token);

        (await pair.Topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        Assert.Equal("None", await Client.ColumnAsync(Replica, $"SHOW {Word} STATUS", "Until_Condition"));
    }

    [Fact]
    public async Task Only_the_full_level_looks_at_rows_and_only_the_quick_one_not_at_schemas()
    {
        SkipUnlessThere();
        await pair.WriteToReplicaAsync("UPDATE m.big SET v = 0 WHERE id = 9; CREATE TABLE m.own (id INT PRIMARY KEY)");
        try
        {
            var quick = await pair.With(settings => settings with { Verify = VerifyLevel.Quick }).VerifySyncAsync(Token);
            var standard = await pair.With(settings => settings with { Verify = VerifyLevel.Standard }).VerifySyncAsync(Token);
            var full = await pair.Topology.VerifySyncAsync(Token);

            Assert.True(quick.IsInSync);
            Assert.Equal("m.own", $"{standard.Replicas[0].Differences.Single().Schema}.{standard.Replicas[0].Differences.Single().Table}");
            Assert.Equal(["m.own", "m.big"], full.Replicas[0].Differences.Select(difference => $"{difference.Schema}.{difference.Table}"));
            Assert.Equal("id up to 1000", full.Replicas[0].Differences[1].KeyRange);
            Assert.Equal(["schema", "data"], full.Replicas[0].Layers.Where(layer => !layer.Passed).Select(layer => layer.Name));
        }
        finally
        {
            await pair.WriteToReplicaAsync("UPDATE m.big SET v = 90 WHERE id = 9; DROP TABLE m.own");
        }
    }

    [Fact]
    public async Task A_pair_that_is_written_to_is_never_called_different()
    {
        SkipUnlessThere();
        await WriteLoad.DuringAsync(Source, runs: 10, async () => (await pair.Topology.VerifySyncAsync(Token)).ThrowUnlessInSync());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunningServer Source => pair.Source;

    private RunningServer Replica => pair.Replica;

    private void SkipUnlessThere() => Assert.SkipWhen(pair.Obstacle is not null, pair.Obstacle ?? "");

    /// <summary>Changes something, has it found, and mends it.</summary>
    private async Task<string> FindAsync(Func<Task> change, Func<Task> mend, params string[] expected)
    {
        SkipUnlessThere();
        string message;
        await change();
        try
        {
            message = Assert.Throws<MySqlReplicationException>((await pair.Topology.VerifySyncAsync(Token)).ThrowUnlessInSync).Message;
        }
        finally
        {
            await mend();
        }

        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        return message;
    }
}

public sealed class MutationsOfMySql56Tests(MutationsOfMySql56 pair) : MutationTests(pair), IClassFixture<MutationsOfMySql56>;

public sealed class MutationsOfMariaDb1011Tests(MutationsOfMariaDb1011 pair) : MutationTests(pair), IClassFixture<MutationsOfMariaDb1011>;

public sealed class MutationsOfMySql97Tests(MutationsOfMySql97 pair) : MutationTests(pair), IClassFixture<MutationsOfMySql97>;
