using System.Runtime.CompilerServices;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Commands;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication;

/// <content>Bringing it up, using it, and taking it down.</content>
public sealed partial class RunningTopology
{
    /// <summary>Fetches the image, chooses ports and passwords, and writes folders and configuration.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">It could not be done; nothing is left of what was begun.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken = default) =>
        BeginAsync(() => _start.PrepareAsync(cancellationToken), cancellationToken);

    /// <summary>Starts the source and waits until it answers.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">It did not start; what this process started is gone again.</exception>
    public Task StartSourceAsync(CancellationToken cancellationToken = default) =>
        BeginAsync(() => _start.StartAsync([ServerRole.Source], cancellationToken), cancellationToken);

    /// <summary>Starts all replicas at once and waits until they answer.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">One did not start; what this process started is gone again.</exception>
    public Task StartReplicasAsync(CancellationToken cancellationToken = default) =>
        BeginAsync(() => _start.StartAsync([ServerRole.Replica], cancellationToken), cancellationToken);

    /// <summary>Starts the source and all replicas at once, in the time of the slowest.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">One did not start; what this process started is gone again.</exception>
    public Task StartAllAsync(CancellationToken cancellationToken = default) =>
        BeginAsync(() => _start.StartAsync([ServerRole.Source, ServerRole.Replica], cancellationToken), cancellationToken);

    /// <summary>Creates the replication account, points the replicas at the source, and writes the files that tell how to connect.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">A replica does not replicate; the message says which, why, and what to do.</exception>
    public Task ConfigureReplicationAsync(CancellationToken cancellationToken = default) =>
        LockedAsync(
            async () =>
            {
                var plan = new TopologyPlan(Recorded());
                await using var sessions = await ServerSessions.OpenAsync(plan.Current, _engine, cancellationToken).ConfigureAwait(false);
                var completion = new PromotionCompletion(plan, _engine, sessions);
                var obstacles = await completion.RunAsync(cancellationToken).ConfigureAwait(false);
                await new ReplicationConfigurator(_engine, _log, _clock, _profile).ConfigureAsync(plan.Current.WithoutOutsiders(), sessions, cancellationToken).ConfigureAwait(false);
                ResultFiles.Write(_paths, plan.Current.Name, Servers, report: null);
                using (_profile.Measure("note what servers have"))
                    await BaselineKeeper.RecordAsync(plan.Current, sessions, cancellationToken).ConfigureAwait(false);
                completion.ThrowIfAny(obstacles);
            },
            cancellationToken);

    /// <summary>Brings the servers up, in sync, does something with them, and tears them down, whatever happens.</summary>
    /// <param name="body">What is done. Its cancellation token is <paramref name="cancellationToken"/>.</param>
    /// <param name="cancellationToken">Gives up, and tears down.</param>
    /// <exception cref="MySqlReplicationException">The servers could not be brought up, or not be torn down.</exception>
    public async Task RunAsync(Func<RunningTopology, CancellationToken, Task> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        try
        {
            await BringUpAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await body(this, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                await KeepEvidenceAsync(failure).ConfigureAwait(false);
                throw;
            }
            finally
            {
                await TryReportAsync().ConfigureAwait(false);
            }
        }
        catch
        {
            await TryTeardownAsync().ConfigureAwait(false);
            throw;
        }

        await TeardownAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// Brings the servers up, in sync, runs a command with <see cref="GetEnvironmentVariables"/> beside those of this process, and
    /// tears the servers down, whatever happens.
    /// </summary>
    /// <param name="command">The command. It has this process's input and output.</param>
    /// <param name="cancellationToken">Ends the command, and tears down.</param>
    /// <returns>The command's exit code.</returns>
    /// <exception cref="MySqlReplicationException">The servers could not be brought up, or not be torn down, or the command could not be started.</exception>
    public async Task<int> ExecAsync(CommandToRun command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var exitCode = 0;
        await RunAsync(
            async (topology, token) =>
            {
                _log.Information("Running: {0}", command);
                exitCode = await new CommandRunner(ProcessSystem.Current, _clock)
                    .RunAsync(command, _workingDirectory, topology.GetEnvironmentVariables(), token).ConfigureAwait(false);
                if (exitCode != 0 && !token.IsCancellationRequested)
                    await KeepEvidenceAsync(new MySqlReplicationException($"The command ended with exit code {exitCode}: {command}")).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return exitCode;
    }

    /// <summary>Takes all steps, from nothing or from what is there, to servers that are in sync.</summary>
    /// <param name="cancellationToken">Gives up; what was begun is taken back.</param>
    /// <exception cref="MySqlReplicationException">It could not be brought up, or is not in sync; the message says what to do.</exception>
    public async Task BringUpAsync(CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await StartAllAsync(cancellationToken).ConfigureAwait(false);
        await ConfigureReplicationAsync(cancellationToken).ConfigureAwait(false);
        (await VerifySyncAsync(cancellationToken).ConfigureAwait(false)).ThrowUnlessInSync();
    }

    /// <summary>Ends all servers and deletes all that was made for them. Succeeds where there is nothing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">Something could not be removed; the message says what and why.</exception>
    public async Task TeardownAsync(CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(_paths.Base))
            await LockedAsync(() => _start.RemoveAllAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        else
            await _start.RemoveAllAsync(cancellationToken).ConfigureAwait(false);
        _hasBegun = false;
    }

    private Task BeginAsync(Func<Task> step, CancellationToken cancellationToken, [CallerMemberName] string name = "")
    {
        _hasBegun = true;
        return LockedAsync(step, cancellationToken, name);
    }

    /// <summary>Of what failed while the servers were up, and not by a step of theirs.</summary>
    private async Task KeepEvidenceAsync(Exception failure)
    {
        if (await _evidence.KeepAsync(failure).ConfigureAwait(false) && _evidence.Line is { } line)
            _log.Warning("{0}", line);
    }

    /// <summary>For the case that something else failed, which is what the user is to hear of.</summary>
    private async Task TryTeardownAsync()
    {
        try
        {
            await TeardownAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception)
        {
            _log.Error("The servers could not be torn down: {0}", exception.Message);
        }
    }
}
