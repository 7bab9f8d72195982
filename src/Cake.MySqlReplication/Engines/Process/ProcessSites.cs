using System.Text;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Finds out how the servers of a topology can be run where its base folder is.</summary>
internal sealed class ProcessSites(IProcessSystem system, ICakeLog log)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The site as recorded; else a new one, which is recorded.</summary>
    public ProcessSite Prepare(Topology topology, IReadOnlyDictionary<string, ServerInstallation> installations)
    {
        var folder = topology.Paths.Base;
        if (ProcessSite.Read(folder) is { } recorded)
            return recorded;

        var account = system.FindAccount();
        if (account is not null)
        {
            foreach (var program in installations.Values.Distinct())
                CheckReach(program, account);
        }

        var installation = installations[topology.Servers[0].Name];
        var keepsDataPrivate = account is not null && system.OutOfReach([folder], account).Count > 0;
        var longest = topology.Servers.Max(server => Encoding.UTF8.GetByteCount(ServerFiles.SocketIn(topology.Paths.ServerFolder(server.Name))));
        var site = new ProcessSite
        {
            Installation = installation,
            Others = installations.Where(other => other.Value != installation).ToDictionary(),
            Account = account,
            KeepsDataPrivate = keepsDataPrivate,
        };
        if (keepsDataPrivate || longest > system.LongestSocketPath)
            site = site with { PrivateFolder = CreatePrivateFolder(TopologyId.Of(topology), account) };
        site.Write(folder);

        if (keepsDataPrivate)
        {
            log.Information(
                "The servers run under the account {0}, which cannot enter {1}: their data directories are in {2}.", account!.Name, folder, site.PrivateFolder!);
        }
        else if (site.PrivateFolder is not null)
        {
            log.Verbose("{0} is too long for sockets, which are in {1}.", folder, site.PrivateFolder);
        }

        return site;
    }

    /// <summary>Deletes the site's record and what is outside the base folder.</summary>
    public static void Delete(TopologyId id)
    {
        foreach (var parent in Parents().Where(Directory.Exists))
        {
            foreach (var folder in Directory.GetDirectories(parent, Prefix(id) + "*"))
                Directory.Delete(folder, recursive: true);
        }

        if (ProcessSite.Read(id.Base)?.PrivateFolder is { } recorded && Directory.Exists(recorded))
            Directory.Delete(recorded, recursive: true);
        ProcessSite.Delete(id.Base);
    }

    private void CheckReach(ServerInstallation installation, ServerAccount account)
    {
        string[] needed = [installation.Server, .. installation.Loader.Take(1), .. installation.Options.Select(ValueOf).Where(Path.Exists)];
        if (system.OutOfReach(needed, account) is [var first, ..])
        {
            throw new MySqlReplicationException(
                $"The server {installation.Origin} would run under the account {account.Name}, as servers refuse to run as root, and that account cannot read {first}. " +
                "Put the server where every account may read it, or run the build as another user.");
        }
    }

    private string CreatePrivateFolder(TopologyId id, ServerAccount? account)
    {
        foreach (var parent in Parents().Where(Directory.Exists))
        {
            if (account is not null && system.OutOfReach([parent], account).Count > 0)
                continue;
            try
            {
                var folder = Directory.CreateDirectory(Path.Combine(parent, Prefix(id) + Path.GetRandomFileName()[..6])).FullName;
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(folder, account is null ? OwnerOnly : OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
                return folder;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                log.Verbose("{0} cannot be used: {1}", parent, exception.Message);
            }
        }

        throw new MySqlReplicationException(
            $"The base folder {id.Base} cannot hold what servers need, and none of {string.Join(", ", Parents())} can take its place. " +
            "Choose another with --base: a short path that " + (account is null ? "you" : $"the account {account.Name}") + " can enter.");
    }

    /// <summary>Short, and by the topology's key found again when the record is lost.</summary>
    private static string Prefix(TopologyId id) => $"mysqlrep-{id.Key}-";

    private static IEnumerable<string> Parents() =>
        new[] { Path.GetTempPath(), "/tmp", "/var/tmp" }.Select(Path.TrimEndingDirectorySeparator).Distinct();

    private static string ValueOf(string option) => option[(option.IndexOf('=', StringComparison.Ordinal) + 1)..];
}
