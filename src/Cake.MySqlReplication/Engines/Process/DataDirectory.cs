using System.Text;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Makes a server's folders, and fills its data directory where that is empty.</summary>
internal sealed class DataDirectory(IProcessSystem system, ServerProcesses processes, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // The first that has --initialize-insecure: https://dev.mysql.com/doc/refman/5.7/en/data-directory-initialization.html.
    private static readonly Version Initialises = new(5, 7, 6);

    /// <exception cref="ServerFailedException">The server ended before the data directory was complete.</exception>
    public async Task EnsureAsync(Topology topology, ServerSpec server, ProcessSite site, CancellationToken cancellationToken)
    {
        var files = new ServerFiles(topology.Paths, server.Name, site);
        MakeFolders(files, site);
        if (Directory.EnumerateFileSystemEntries(files.Data).Any())
            return;

        var (command, input) = Prepare(topology, server, site, files);
        try
        {
            var process = Start(command, files);
            await EndAsync(process, topology, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(input);
        }
    }

    /// <summary>Starts a process and records it, before anything else is done.</summary>
    public ServerProcess Start(DetachedCommand command, ServerFiles files)
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
        var process = processes.Identify(id) ?? new ServerProcess(id, "");
        process.Write(files.Folder);
        return process;
    }

    private void MakeFolders(ServerFiles files, ProcessSite site)
    {
        if (files.VisibleData != files.Data)
            LinkData(files);
        Directory.CreateDirectory(files.Home);
        foreach (var folder in new[] { files.Data, files.Temporary, files.Exchange, files.Run })
        {
            Directory.CreateDirectory(folder);
            Give(folder, site.Account);
        }

        // The log of this start alone, so that no earlier error is taken for its cause.
        if (File.Exists(files.ErrorLog))
            File.Move(files.ErrorLog, files.PreviousErrorLog, overwrite: true);
        File.WriteAllText(files.ErrorLog, "");
        Give(files.ErrorLog, site.Account);
        File.Delete(files.PidFile);
        // MySQL refuses to start while there is a process with the id in it, be it a killed one that nobody has collected.
        File.Delete(files.Socket + ".lock");
    }

    /// <summary>An emptied data directory is a folder again: then what was there before goes, too.</summary>
    private static void LinkData(ServerFiles files)
    {
        if (new FileInfo(files.VisibleData).LinkTarget == files.Data)
            return;
        if (Directory.Exists(files.VisibleData))
            Directory.Delete(files.VisibleData);
        if (Directory.Exists(files.Data))
            Directory.Delete(files.Data, recursive: true);
        Directory.CreateSymbolicLink(files.VisibleData, files.Data);
    }

    private (DetachedCommand Command, string Input) Prepare(Topology topology, ServerSpec server, ProcessSite site, ServerFiles files)
    {
        var installation = site.Installation;
        if (!installation.Version.IsMariaDb && installation.Version.Number >= Initialises)
        {
            Write(files.InitialStatements, SystemTables.Accounts(topology.InitialPassword), site.Account);
            string[] options = ["--initialize-insecure", "--init-file=" + files.InitialStatements];
            return (ServerCommand.Initialise(topology, server, site, system, options, input: null), files.InitialStatements);
        }

        // Its scripts use this database, which is a folder, before they can create it.
        if (!installation.Version.IsMariaDb)
        {
            var tables = Directory.CreateDirectory(Path.Combine(files.Data, "mysql")).FullName;
            Give(tables, site.Account);
        }

        // It is open before the server changes its account.
        Write(files.InitialStatements, SystemTables.Bootstrap(installation, topology.InitialPassword), account: null);
        return (ServerCommand.Initialise(topology, server, site, system, ["--bootstrap"], files.InitialStatements), files.InitialStatements);
    }

    private async Task EndAsync(ServerProcess process, Topology topology, CancellationToken cancellationToken)
    {
        try
        {
            for (var start = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false))
            {
                if (system.HowEnded(process.Id) is { } how)
                {
                    if (how != "ended with exit code 0")
                        throw new ServerFailedException($"the process that was to fill its data directory {how}");
                    return;
                }

                if (!processes.Runs(process))
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

    private void Write(string path, string text, ServerAccount? account)
    {
        File.Delete(path);
        PrivateFile.Write(path, Encoding.UTF8.GetBytes(text));
        Give(path, account);
    }

    private void Give(string path, ServerAccount? account)
    {
        if (account is not null)
            system.Give(path, account);
    }
}
