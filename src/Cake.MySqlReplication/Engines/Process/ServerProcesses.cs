using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Finds and ends the processes of servers, and never touches any other.</summary>
internal sealed class ServerProcesses(IProcessSystem system, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GraceLimit = TimeSpan.FromSeconds(10);

    /// <summary>The recorded process of a server, if it runs still.</summary>
    public ServerProcess? FindRecorded(TopologyPaths paths, string server)
    {
        var recorded = ServerProcess.Read(paths.ServerFolder(server));
        return recorded is not null && system.Birth(recorded.Id) == recorded.Birth && MayBeOf(paths, server, recorded.Id) ? recorded : null;
    }

    /// <summary>
    /// All processes of a topology by their servers: those that are recorded, and those that run on its option files. A
    /// build that was killed may have started one that it had no time to record, and records may be deleted.
    /// </summary>
    public ILookup<string, ServerProcess> FindAll(TopologyPaths paths)
    {
        var seen = from process in system.All()
                   let server = ServerOf(paths, process.Arguments)
                   where server is not null
                   let known = Identify(process.Id, process.Arguments.Any(argument => argument is "--bootstrap" or "--initialize-insecure"))
                   where known is not null
                   select (Server: server, Process: known);
        var recorded = from server in ServerNames.Possible
                       where ServerProcess.IsRecorded(paths.ServerFolder(server))
                       let process = FindRecorded(paths, server)
                       where process is not null
                       select (Server: server, Process: process);
        return seen.Concat(recorded).Distinct().ToLookup(found => found.Server, found => found.Process);
    }

    public ServerProcess? Identify(int id, bool initialises) => system.Birth(id) is { } birth ? new ServerProcess(id, birth, initialises) : null;

    public bool Runs(ServerProcess process) => system.Birth(process.Id) == process.Birth;

    /// <summary>Ends processes and waits until they are gone. Those that hold data worth keeping get time to end by themselves.</summary>
    /// <exception cref="MySqlReplicationException">One cannot be ended.</exception>
    public async Task EndAsync(IReadOnlyList<ServerProcess> processes, bool gracefully, CancellationToken cancellationToken)
    {
        if (gracefully)
        {
            Signal(processes, atOnce: false);
            await GoneAsync(processes, GraceLimit, cancellationToken).ConfigureAwait(false);
        }

        Signal(processes, atOnce: true);
        if (!await GoneAsync(processes, EndLimit, cancellationToken).ConfigureAwait(false))
        {
            throw new MySqlReplicationException(
                $"The server process {string.Join(", ", processes.Where(Runs).Select(process => process.Id))} was killed and has not ended within " +
                $"{EndLimit.TotalSeconds} seconds: it waits for a disk or a debugger. Run --target=Teardown again when that is over.");
        }
    }

    private void Signal(IReadOnlyList<ServerProcess> processes, bool atOnce)
    {
        foreach (var process in processes.Where(Runs))
        {
            try
            {
                system.End(process.Id, atOnce);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new MySqlReplicationException(
                    $"A server cannot be ended: {exception.Message}. Run --target=Teardown under that account, or as root.", exception);
            }
        }
    }

    private async Task<bool> GoneAsync(IReadOnlyList<ServerProcess> processes, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var start = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false))
        {
            // Asking for the end of a child also collects it, so that no zombie is left.
            if (!processes.Any(process => system.HowEnded(process.Id) is null && Runs(process)))
                return true;
            if (clock.GetElapsedTime(start) > limit)
                return false;
        }
    }

    /// <summary>Where the arguments can be seen, they must be those of the server: a second look beside the time of its start.</summary>
    private bool MayBeOf(TopologyPaths paths, string server, int id) =>
        system.Arguments(id) is not { } arguments || arguments.Contains(ServerCommand.DefaultsFile(paths.OptionFile(server)));

    /// <summary>The server whose process has these arguments; null where it is none. An editor, say, may have an option file among its own.</summary>
    private static string? ServerOf(TopologyPaths paths, IReadOnlyList<string> arguments) =>
        arguments.Any(argument => argument.StartsWith("--datadir=", StringComparison.Ordinal))
            ? ServerNames.Possible.FirstOrDefault(server => arguments.Contains(ServerCommand.DefaultsFile(paths.OptionFile(server))))
            : null;
}
