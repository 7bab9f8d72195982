using System.Diagnostics;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Finds the program that the settings name.</summary>
internal sealed class ServerFinder(string workingDirectory)
{
    public async Task<ServerInstallation> FindAsync(ReplicationSettings settings, CancellationToken cancellationToken)
    {
        var server = settings.Server is { } named
            ? Path.GetFullPath(named, workingDirectory)
            : throw new MySqlReplicationException("Local processes need a server. Name one with --server=<path of mysqld or mariadbd>.");
        if (!File.Exists(server))
            throw new MySqlReplicationException($"--server: there is no {server}. Name mysqld or mariadbd.");

        var folder = Path.GetDirectoryName(server)!;
        var variables = new Dictionary<string, string>();
        if (Directory.EnumerateFiles(folder, "lib*.so*").Any())
            variables["LD_LIBRARY_PATH"] = folder;
        var start = new ProcessStartInfo(server, ["--no-defaults", "--version"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var asked = System.Diagnostics.Process.Start(start)!;
        var text = await asked.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        var version = text.Contains(" Ver ", StringComparison.Ordinal) ? ServerVersion.Parse(text[text.IndexOf(" Ver ", StringComparison.Ordinal)..]) : null;
        var share = Path.Combine(folder, "share");
        return new ServerInstallation
        {
            Version = version ?? throw new MySqlReplicationException($"--server: {server} is no MySQL and no MariaDB: `{server} --version` gives no version."),
            Server = server,
            Origin = server,
            Variables = variables,
            Options = Directory.Exists(share) ? [$"--basedir={folder}", $"--lc-messages-dir={share}", $"--character-sets-dir={Path.Combine(share, "charsets")}"] : [],
        };
    }
}
