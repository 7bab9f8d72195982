using System.Globalization;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Copies a live source by MySQL's clone plugin: the data files with all accounts, while they are being written to.</summary>
internal sealed class CloneCopy(IServerEngine engine, ServerStarter starter, ICakeLog log, TimeProvider clock)
{
    private const string Purpose = "Cloning the source";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan UninstallLimit = TimeSpan.FromSeconds(15);

    /// <summary>Whether servers of a version can clone each other.</summary>
    public static bool Knows(ServerVersion version) => !version.IsMariaDb && version.Number >= ServerVersions.Clone;

    /// <summary>Why a source cannot be cloned; null where it can.</summary>
    public static async Task<string?> FindObstacleAsync(ServerConnection source, ServerVersion version, CancellationToken cancellationToken)
    {
        if (!Knows(version))
            return $"{version} has no clone plugin";
        var table = await source.ScalarAsync("Looking for tables that are not cloned", CopyStatements.TablesThatAreNotCloned, cancellationToken).ConfigureAwait(false);
        return table is null ? null : $"it would leave {table} empty, which is not a table of InnoDB";
    }

    /// <param name="plan">Has the replica, which runs and holds nothing.</param>
    /// <param name="link">The replica, and whom it is to follow.</param>
    /// <param name="source">A session on the source.</param>
    /// <param name="progress">Is told how much was copied.</param>
    /// <param name="standstill">Is told that it goes on; its token gives up.</param>
    /// <returns>How far the source was when its data were what the replica has now.</returns>
    /// <exception cref="MySqlReplicationException">A server refused something (<see cref="StatementFailure.IsRefusal"/>), or failed.</exception>
    public async Task<SourceMark> RunAsync(TopologyPlan plan, ReplicationLink link, ServerConnection source, CopyProgress progress, Standstill standstill)
    {
        var wasInstalled = await InstallAsync(source, standstill.Token).ConfigureAwait(false);
        try
        {
            if (!wasInstalled)
                await source.ExecuteAsync(Purpose, CloneStatements.DoNotAwaitReconnection, standstill.Token).ConfigureAwait(false);
            var scheduler = await CloneAsync(plan, link, progress, standstill).ConfigureAwait(false);
            await RestartAsync(plan, link.Replica, standstill.Token).ConfigureAwait(false);
            return await AdaptAsync(plan, link, wasInstalled, scheduler, progress, standstill.Token).ConfigureAwait(false);
        }
        finally
        {
            if (!wasInstalled)
                await UninstallAsync(source).ConfigureAwait(false);
        }
    }

    /// <returns>Whether the event scheduler was on.</returns>
    private async Task<string> CloneAsync(TopologyPlan plan, ReplicationLink link, CopyProgress progress, Standstill standstill)
    {
        var (topology, server, cancellationToken) = (plan.Current, plan.Current.Server(link.Replica), standstill.Token);
        var (host, port) = engine.InternalAddress(topology, topology.Server(link.Source));
        await using var replica = await GrowthSessions.OpenAsync(topology, server, clock, cancellationToken).ConfigureAwait(false);
        await InstallAsync(replica, cancellationToken).ConfigureAwait(false);
        await replica.ExecuteAsync(Purpose, CloneStatements.AllowDonor(host, port), cancellationToken).ConfigureAwait(false);
        var scheduler = await replica.ScalarAsync(Purpose, "SELECT @@GLOBAL.event_scheduler", cancellationToken).ConfigureAwait(false) ?? "";
        TopologyFolder.PrepareServer(topology.Paths, server.Name, CloneOptions.Quiet(topology, server));

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(topology, server, progress, standstill, ended.Token);
        try
        {
            var clone = CloneStatements.Clone("root", host, port, topology.RootPassword.Reveal());
            await replica.ExecuteAsync(Purpose, clone, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException failure) when (failure.InnerException is MySqlException { Number: CloneStatements.NeedsRestart })
        {
            // That is how it ends where nobody starts the server again.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return scheduler;
    }

    /// <summary>
    /// Starts the server on its new data. They are complete before CLONE answers, and a start, which puts them in place, does not care how the
    /// server ended. It would end by itself, which was measured to take seconds: https://dev.mysql.com/doc/refman/8.4/en/clone-plugin-remote.html.
    /// </summary>
    private async Task RestartAsync(TopologyPlan plan, string name, CancellationToken cancellationToken)
    {
        var atOnce = plan.Current.Server(name) with { Initialised = false };
        await engine.RemoveAsync(plan.Current, atOnce, cancellationToken).ConfigureAwait(false);
        await starter.StartAsync(plan, name, presence: null, _ => { }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads where to go on, and takes away what belongs to the source alone.</summary>
    private async Task<SourceMark> AdaptAsync(
        TopologyPlan plan, ReplicationLink link, bool keepPlugin, string scheduler, CopyProgress progress, CancellationToken cancellationToken)
    {
        var (topology, name, source) = (plan.Current, link.Replica, plan.Current.Server(link.Source));
        await using var replica = await GrowthSessions.OpenAsync(topology, topology.Server(name), clock, cancellationToken).ConfigureAwait(false);
        if (await replica.RowsAsync(Purpose, CloneStatements.Status, cancellationToken).ConfigureAwait(false) is not [var status, ..] || status["state"] != "Completed")
            throw new MySqlReplicationException($"{name} has not cloned its source, by what it says of itself: SELECT * FROM performance_schema.clone_status.");

        await ReportAsync(replica, progress, cancellationToken).ConfigureAwait(false);
        await replica.ExecuteAsync(Purpose, "SET SESSION sql_log_bin = 0", cancellationToken).ConfigureAwait(false);
        // A source that is itself a replica has channels, which came along.
        foreach (var own in topology.LinksOf(source.Name))
            await replica.ExecuteAsync("Forgetting where the source replicates from", replica.Dialect.ForgetSource(own.Channel), cancellationToken).ConfigureAwait(false);
        var statements = new CopyStatements(source.Version);
        var events = await new DefinitionsReader(replica, statements).ReadProgramsAsync(CopyStatements.Events, cancellationToken).ConfigureAwait(false);
        await new DefinitionsWriter(replica, statements, log).RemakeEventsAsync(events, cancellationToken).ConfigureAwait(false);
        if (!keepPlugin)
            await replica.ExecuteAsync(Purpose, CloneStatements.Uninstall, cancellationToken).ConfigureAwait(false);
        TopologyFolder.PrepareServer(topology.Paths, name, OptionFile.Text(topology, topology.Server(name)));
        if (scheduler == "ON")
            await replica.ExecuteAsync(Purpose, CloneStatements.StartScheduler(scheduler), cancellationToken).ConfigureAwait(false);

        var position = new BinaryLogPosition(status["file"] ?? "", long.Parse(status["position"] ?? "0", CultureInfo.InvariantCulture));
        return new SourceMark(position, null);
    }

    private async Task WatchAsync(Topology topology, ServerSpec server, CopyProgress progress, Standstill standstill, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await GrowthSessions.OpenAsync(topology, server, clock, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
                var before = progress.Copied;
                await ReportAsync(session, progress, cancellationToken).ConfigureAwait(false);
                if (progress.Copied != before)
                    standstill.Moved();
            }
        }
        catch (MySqlReplicationException)
        {
            // The server ends, or has no such figures. The clone goes on without.
        }
    }

    private static async Task ReportAsync(ServerConnection session, CopyProgress progress, CancellationToken cancellationToken)
    {
        var row = (await session.RowsAsync("Reading the clone's progress", CloneStatements.Progress, cancellationToken).ConfigureAwait(false))[0];
        if (Number(row["copied"]) is not { } copied || Number(row["total"]) is not { } total)
            return;
        progress.Total = total;
        progress.Set(copied);
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>Whether it was there before.</returns>
    private static async Task<bool> InstallAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        if (await server.ScalarAsync("Looking for the clone plugin", CloneStatements.IsInstalled, cancellationToken).ConfigureAwait(false) != "0")
            return true;
        await server.ExecuteAsync("Installing the clone plugin", CloneStatements.Install, cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>The source is left as it was. Where a clone was given up, it uses the plugin until it notices.</summary>
    private async Task UninstallAsync(ServerConnection source)
    {
        for (var deadline = new Deadline(clock, UninstallLimit); ; await deadline.PauseAsync(Look, CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                await source.ExecuteAsync("Removing the clone plugin", CloneStatements.Uninstall, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (MySqlReplicationException failure) when (deadline.HasPassed || !StatementFailure.IsRefusal(failure))
            {
                log.Verbose("{0}", failure.Message);
                return;
            }
            catch (MySqlReplicationException)
            {
                // It is in use still.
            }
        }
    }
}
