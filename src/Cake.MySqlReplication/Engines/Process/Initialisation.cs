using System.Text;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Has a server fill its empty data directory, in which root then has no password.</summary>
internal sealed class Initialisation(IProcessSystem system, ServerProcesses processes, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // The first that has --initialize-insecure: https://dev.mysql.com/doc/refman/5.7/en/data-directory-initialization.html.
    private static readonly Version Initialises = new(5, 7, 6);

    // What is initialised may be copied to many servers, and each of them gets keys of its own.
    private static readonly string[] WithoutKeys =
        ["--loose-auto-generate-certs=OFF", "--loose-caching-sha2-password-auto-generate-rsa-keys=OFF", "--loose-sha256-password-auto-generate-rsa-keys=OFF"];

    // Its files are read at each start. A server makes them when there are none; what initialising loses with the power is made again.
    private const string WithoutDoublewrite = "--skip-innodb-doublewrite";

    /// <exception cref="ServerFailedException">The server ended before the data directory was complete.</exception>
    public async Task RunAsync(Topology topology, ServerSpec server, ProcessSite site, CancellationToken cancellationToken)
    {
        var files = new ServerFiles(topology.Paths, server.Name, site);
        try
        {
            await EndAsync(Start(Prepare(topology, server, site, files), files, initialises: true), topology, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            files.DeleteInitialStatements();
        }
    }

    /// <summary>Starts a process and records it, before anything else is done.</summary>
    public ServerProcess Start(DetachedCommand command, ServerFiles files, bool initialises)
    {
        int id;
        try
        {
            id = system.Start(command);
        }
        catch (IOException exception)
        {
            throw new ServerFailedException(exception.Message);
        }

        // One that has ended already has no birth any more, and needs none to be told from others.
        var process = processes.Identify(id, initialises) ?? new ServerProcess(id, "", initialises);
        process.Write(files.Folder);
        return process;
    }

    private DetachedCommand Prepare(Topology topology, ServerSpec server, ProcessSite site, ServerFiles files)
    {
        var installation = site.InstallationOf(server.Name);
        if (!installation.Version.IsMariaDb && installation.Version.Number >= Initialises)
            return ServerCommand.Initialise(topology, server, site, system, ["--initialize-insecure", WithoutDoublewrite, .. WithoutKeys], input: null);

        // Its scripts use this database, which is a folder, before they can create it.
        if (!installation.Version.IsMariaDb)
        {
            var tables = Directory.CreateDirectory(Path.Combine(files.Data, "mysql")).FullName;
            if (site.Account is { } account)
                system.Give(tables, account);
        }

        // It is open before the server changes its account.
        PrivateFile.Write(files.InitialStatements, Encoding.UTF8.GetBytes(SystemTables.Bootstrap(installation)));
        return ServerCommand.Initialise(topology, server, site, system, ["--bootstrap"], files.InitialStatements);
    }

    private async Task EndAsync(ServerProcess process, Topology topology, CancellationToken cancellationToken)
    {
        try
        {
            for (var start = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false))
            {
                // Asked first: how one ends that ends in between is then known.
                var runs = processes.Runs(process);
                if (system.HowEnded(process.Id) is { } how)
                {
                    if (how != "ended with exit code 0")
                        throw new ServerFailedException($"the process that was to fill its data directory {how}");
                    return;
                }

                if (!runs)
                    return;
                if (clock.GetElapsedTime(start) > topology.Asked.StartTimeout)
                    throw new ServerFailedException($"its data directory was not filled within {topology.Asked.StartTimeout.TotalSeconds:0.#} seconds (--start-timeout)");
            }
        }
        catch
        {
            await processes.EndAsync([process], gracefully: false, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
