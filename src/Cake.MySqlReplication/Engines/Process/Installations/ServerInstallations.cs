using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Installations.Archives;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;
using Cake.MySqlReplication.Engines.Process.Installations.Debian;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>
/// Finds a server to run: the one that is named, a bundle in the cache, one that the machine has, or else a bundle that
/// is fetched now.
/// </summary>
internal sealed class ServerInstallations
{
    private readonly ICakeLog _log;
    private readonly TimeProvider _clock;
    private readonly BundleCache _cache;
    private readonly LocalServers _local;
    private readonly IReadOnlyList<IBundleSource> _sources;

    /// <param name="log">Told what is chosen, and how a fetch goes on.</param>
    /// <param name="cacheFolder">Where bundles are kept; null for the user's cache.</param>
    /// <param name="clock">The clock of all waits.</param>
    public ServerInstallations(ICakeLog log, string? cacheFolder, TimeProvider clock)
        : this(log, cacheFolder, clock, new LocalServers(log, ServerPlaces.Programs, () => AppArmor.OptionFileToTry(cacheFolder ?? BundleCacheFolder.Default())), [new DebianSource(log, clock)])
    {
    }

    internal ServerInstallations(
        ICakeLog log, string? cacheFolder, TimeProvider clock, LocalServers local, IReadOnlyList<IBundleSource> sources)
    {
        _log = log;
        _clock = clock;
        _cache = new BundleCache(log, cacheFolder ?? BundleCacheFolder.Default(), clock);
        _local = local;
        _sources = sources;
    }

    /// <summary>Finds the server that is asked for, and fetches it where it is missing.</summary>
    /// <exception cref="MySqlReplicationException">It is not to be had; the message says what there is.</exception>
    public async Task<ServerInstallation> FindAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var wanted = WantedServer.Parse(request.Version);
        if (!string.IsNullOrEmpty(request.Server))
        {
            var named = await LocalServers.IdentifyAsync(request.Server, cancellationToken).ConfigureAwait(false);
            return Chosen(AsAsked(named, wanted, "--server"), "it was named");
        }

        if (!string.IsNullOrEmpty(request.Archive))
        {
            var source = ArchiveSource.For(request.Archive, request.ArchiveSha256, _log, _clock);
            var unpacked = await FindArchiveAsync(source, wanted, cancellationToken).ConfigureAwait(false);
            return Chosen(AsAsked(unpacked, wanted, "--server-archive"), "its archive was named");
        }

        return await SearchAsync(wanted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServerInstallation> SearchAsync(WantedServer wanted, CancellationToken cancellationToken)
    {
        var search = new BundleSearch();
        if (await SearchAsync(wanted, search, cancellationToken).ConfigureAwait(false) is { } found)
            return found;
        if (wanted.IsUnset)
        {
            var reasons = search.Obstacles.Concat(search.Offers.Select(offer => $"there is {offer}"));
            _log.Warning("No MySQL is to be had ({0}). Taking MariaDB, if there is one.", string.Join("; ", reasons));
            if (await SearchAsync(WantedServer.AnyMariaDb, search, cancellationToken).ConfigureAwait(false) is { } other)
                return other;
        }

        throw new MySqlReplicationException(await ExplainAsync(wanted, search, cancellationToken).ConfigureAwait(false));
    }

    private async Task<ServerInstallation?> SearchAsync(WantedServer wanted, BundleSearch search, CancellationToken cancellationToken)
    {
        if (_cache.Find(wanted) is { } cached)
            return Chosen(cached.ToInstallation(), "it was fetched earlier");

        var local = await _local.FindAsync(cancellationToken).ConfigureAwait(false);
        var fitting = wanted.Choose(local, server => server.Version);
        if (fitting is [var best, .. var others])
        {
            return Chosen(best, others is [] ? "this machine has it"
                : $"preferred to {string.Join(", ", others.Select(Describe))}");
        }

        foreach (var source in _sources)
        {
            var made = await _cache.MakeAsync(
                wanted.Key,
                () => _cache.Find(wanted),
                folder => source.FetchAsync(wanted, folder, search, cancellationToken),
                archive: null,
                cancellationToken).ConfigureAwait(false);
            if (made is not null)
                return Chosen(made.ToInstallation(), "this machine has no other");
        }

        return null;
    }

    private async Task<ServerInstallation> FindArchiveAsync(ArchiveSource source, WantedServer wanted, CancellationToken cancellationToken)
    {
        var bundle = _cache.FindArchive(source.Key) ?? await _cache.MakeAsync(
            "archive-" + source.Key,
            () => _cache.FindArchive(source.Key),
            async folder => await source.FetchAsync(wanted, folder, new BundleSearch(), cancellationToken).ConfigureAwait(false),
            source.Key,
            cancellationToken).ConfigureAwait(false);
        return bundle!.ToInstallation();
    }

    private static ServerInstallation AsAsked(ServerInstallation server, WantedServer wanted, string option) =>
        wanted.IsUnset || wanted.Accepts(server.Version)
            ? server
            : throw new MySqlReplicationException(
                $"{option} names {Describe(server)}, and --server-version asks for {wanted}. Leave one of the two out.");

    private ServerInstallation Chosen(ServerInstallation server, string reason)
    {
        _log.Information("Server: {0}; {1}.", Describe(server), reason);
        return server;
    }

    private static string Describe(ServerInstallation server) => $"{server.Version}, {server.Origin}";

    private async Task<string> ExplainAsync(WantedServer wanted, BundleSearch search, CancellationToken cancellationToken)
    {
        var local = await _local.FindAsync(cancellationToken).ConfigureAwait(false);
        string[] there =
        [
            .. local.Select(server => $"{Describe(server)} on this machine"),
            .. _cache.All.Select(bundle => $"{bundle.Manifest.Server}, fetched earlier"),
            .. search.Offers.Select(offer => $"{offer}, to be fetched"),
        ];
        var command = InstallAdvice.ForThisMachine(wanted) is { } advice ? $"install one ({advice}), " : "";
        return
            $"{wanted} is neither on this machine nor to be fetched{string.Concat(search.Obstacles.Select(obstacle => $"; {obstacle}"))}. " +
            (there.Length == 0 ? "There is no other server either. You can " : $"There is: {string.Join("; ", there.Distinct())}. You can ask for one of these by --server-version, ") +
            $"{command}name a server by --server=<path>, or a vendor's archive by --server-archive=<path or address>.";
    }
}
