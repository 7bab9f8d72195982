using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Servers that this machine has already.</summary>
/// <param name="log">Told which programs are of no use, and why.</param>
/// <param name="programs">The programs to ask.</param>
/// <param name="reach">An empty option file where a user keeps files, which they must be able to read; null where nothing could keep them from it.</param>
internal sealed class LocalServers(ICakeLog log, Func<IReadOnlyList<string>> programs, Func<string?>? reach = null)
{
    private static readonly string[] Folders = ["", "bin", "sbin", "libexec", "usr/sbin", "usr/bin"];

    private readonly HashSet<string> _confined = [];

    /// <summary>All servers on PATH and in the usual places.</summary>
    public async Task<IReadOnlyList<ServerInstallation>> FindAsync(CancellationToken cancellationToken)
    {
        var asked = await Task.WhenAll(programs().Select(program => AskAsync(program, cancellationToken))).ConfigureAwait(false);
        foreach (var (_, reason) in asked.Where(answer => answer.Server is null))
            log.Verbose("Not a usable server: {0}.", reason);
        var there = asked.Select(answer => answer.Server).OfType<ServerInstallation>();
        return reach?.Invoke() is not { } file ? [.. there]
            : [.. (await Task.WhenAll(there.Select(server => UnlessConfinedAsync(server, file, cancellationToken))).ConfigureAwait(false)).OfType<ServerInstallation>()];
    }

    /// <summary>A server that runs but may read nothing of a user's cannot run on his files: AppArmor may keep the system's own to its service's folders.</summary>
    private async Task<ServerInstallation?> UnlessConfinedAsync(ServerInstallation server, string optionFile, CancellationToken cancellationToken)
    {
        var (version, _) = await ServerProbe.AskAsync(server.Server, [], server.Variables, cancellationToken, optionFile).ConfigureAwait(false);
        if (version is not null)
            return server;
        lock (_confined)
        {
            if (_confined.Add(server.Server))
            {
                log.Warning(
                    "{0} cannot be used: it may not read {1}, since AppArmor keeps it to the folders of the system's own service. To use it, unload its profile: " +
                    "sudo apparmor_parser -R /etc/apparmor.d/{2}.",
                    server.Server, optionFile, server.Server.TrimStart('/').Replace('/', '.'));
            }
        }

        return null;
    }

    /// <summary>The server that a user names by its program, or by a folder that holds it.</summary>
    /// <exception cref="MySqlReplicationException">There is none, or it does not run.</exception>
    public static async Task<ServerInstallation> IdentifyAsync(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var program = File.Exists(full) ? RealPath.Of(full)
            : ServerPlaces.ProgramsIn(Folders.Select(folder => Path.Combine([full, .. folder.Split('/')]))) is [var first, ..] ? first
            : null;
        if (program is null)
        {
            throw new MySqlReplicationException(Directory.Exists(full)
                ? $"--server: {full} holds no {string.Join(" or ", ServerPlaces.ProgramNames)}, neither itself nor in bin, sbin or libexec. Name the program."
                : $"--server: there is no {full}. Name a server program, or the folder that holds it.");
        }

        var (server, reason) = await AskAsync(program, cancellationToken).ConfigureAwait(false);
        return server ?? throw new MySqlReplicationException($"--server: {program} is no server that runs here: {reason}.");
    }

    private static async Task<(ServerInstallation? Server, string Reason)> AskAsync(string program, CancellationToken cancellationToken)
    {
        ServerLayout layout;
        try
        {
            layout = ServerLayout.Of(program);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"{program}: {exception.Message}");
        }

        var variables = LibraryPath.Variables(layout.Libraries);
        var (version, reason) = await ServerProbe.AskAsync(program, [], variables, cancellationToken).ConfigureAwait(false);
        if (version is null)
            return (null, $"{program}: {reason}");

        return (new ServerInstallation
        {
            Version = version,
            Server = program,
            Origin = program,
            Clients = layout.Clients,
            Variables = variables,
            Options = [.. layout.Options.Select(option => $"--{option.Key}={option.Value}")],
        }, "");
    }
}
