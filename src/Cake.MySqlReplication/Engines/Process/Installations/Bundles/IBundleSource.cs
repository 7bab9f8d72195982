namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>Somewhere that servers can be fetched from.</summary>
internal interface IBundleSource
{
    /// <summary>Fetches a server and unpacks it.</summary>
    /// <param name="wanted">The server.</param>
    /// <param name="folder">An empty folder to fill.</param>
    /// <param name="search">Told what this source has, and what stands in its way.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is in the folder now; null where this source does not have the server.</returns>
    /// <exception cref="MySqlReplicationException">The source has the server and it could not be fetched.</exception>
    Task<BundleContents?> FetchAsync(WantedServer wanted, string folder, BundleSearch search, CancellationToken cancellationToken);
}
