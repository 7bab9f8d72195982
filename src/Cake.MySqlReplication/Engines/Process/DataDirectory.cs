using System.Text;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Engines.Process.Templates;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Makes a server's folders, and fills its data directory where that is empty.</summary>
internal sealed class DataDirectory(IProcessSystem system, Initialisation initialisation, TemplateCache templates, TimeProvider clock)
{
    /// <returns>How it was filled; null where it was not empty.</returns>
    /// <exception cref="ServerFailedException">The server ended before the data directory was complete.</exception>
    public async Task<Filling?> EnsureAsync(Topology topology, ServerSpec server, ProcessSite site, CancellationToken cancellationToken)
    {
        var files = new ServerFiles(topology.Paths, server.Name, site);
        MakeFolders(files, site);
        if (Directory.EnumerateFileSystemEntries(files.Data).Any())
            return null;

        var installation = site.InstallationOf(server.Name);
        var asked = topology.Asked.ServerOptions.Where(option => option.Server is null || option.Server == server.Name).ToList();
        var key = TemplateKey.Of(
            installation,
            [.. TemplateKey.Relevant(File.ReadLines(files.OptionFile)), .. asked.Select(option => (option with { Server = null }).ToString())],
            site.Account);
        var further = ReadFurther(server, asked.LastOrDefault(option => option.Name.Replace('-', '_') == "init_file")?.Value);
        var isInitialised = await FillAsync(key, topology, server, site, cancellationToken).ConfigureAwait(false);
        if (ServerCertificates.ServeFor(installation.Version, files.OptionFile))
        {
            foreach (var path in await ServerCertificates.WriteAsync(files.Data, clock).ConfigureAwait(false))
                Give(path, site.Account);
        }

        Write(files.InitialStatements, SystemTables.Accounts(installation.Version, topology.InitialPassword) + further, site.Account);
        return isInitialised ? Filling.Initialised : Filling.Copied;
    }

    /// <summary>The statements that the user wants to be executed at the first start, beside those of this tool.</summary>
    private static string ReadFurther(ServerSpec server, string? file)
    {
        try
        {
            return file is null ? "" : File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MySqlReplicationException($"The init_file of {server.Name}, {file}, cannot be read: {exception.Message} Mend the path in --server-option.", exception);
        }
    }

    private async Task<bool> FillAsync(string key, Topology topology, ServerSpec server, ProcessSite site, CancellationToken cancellationToken)
    {
        try
        {
            return await templates.FillAsync(
                key,
                new ServerFiles(topology.Paths, server.Name, site).Data,
                site.Account,
                CacheLimits.WhenKeeping(topology.Asked),
                topology.Asked.StartTimeout,
                () => initialisation.RunAsync(topology, server, site, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw TopologyFolder.NotWritable(topology.Paths, exception);
        }
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
        // MySQL takes the number in it for a server that runs, whichever process has it by now, and does not start.
        File.Delete(files.SocketLock);
        files.DeleteInitialStatements();
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

/// <summary>How a data directory was filled.</summary>
internal enum Filling
{
    /// <summary>By the server itself.</summary>
    Initialised,

    /// <summary>With a copy of what a server of the same kind made of its own.</summary>
    Copied,
}
