using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Finds the server that settings ask for.</summary>
internal sealed class ServerFinder(ICakeLog log, TimeProvider clock, string workingDirectory)
{
    public Task<ServerInstallation> FindAsync(ReplicationSettings settings, CancellationToken cancellationToken)
    {
        var archive = settings.ServerArchive is { } given && !ServerValidation.IsUrl(given) ? Full(given) : settings.ServerArchive;
        var request = new ServerRequest(
            settings.Server is { } server ? Full(server) : null, settings.ServerVersion, archive, settings.ServerArchiveSha256);
        return new ServerInstallations(log, cacheFolder: null, clock).FindAsync(request, cancellationToken);
    }

    private string Full(string path) => Path.GetFullPath(path, workingDirectory);
}
