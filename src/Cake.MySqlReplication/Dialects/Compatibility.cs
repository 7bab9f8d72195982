using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>Finds what the servers of a topology cannot do, or cannot do with each other.</summary>
internal static class Compatibility
{
    /// <exception cref="MySqlReplicationException">They cannot; the message lists all that stands against it.</exception>
    public static void Ensure(Topology topology)
    {
        var problems = topology.Servers.SelectMany(server => OfServer(topology, server)).Concat(topology.Links.SelectMany(link => OfLink(topology, link))).Distinct().ToList();
        if (problems.Count > 0)
        {
            throw new MySqlReplicationException(
                "The servers cannot replicate in this way:" + string.Concat(problems.Select(problem => Environment.NewLine + "  " + problem)) +
                Environment.NewLine + "Nothing was started.");
        }
    }

    private static IEnumerable<string> OfServer(Topology topology, ServerSpec server)
    {
        var dialect = Dialect.For(server.Version);
        if (server.Version.Number < dialect.Oldest)
            yield return $"{server.Name}: {server.Version} from {server.Origin} is too old: {dialect.Oldest} is the oldest of its family that works. Choose another with --image, --server or --server-version.";
        if (topology.LinksOf(server.Name).Count() > 1 && !dialect.HasChannels)
            yield return $"{server.Name}: {server.Version} has no replication channels, and so one source at most; MySQL has them from {ServerVersions.Channels} on, MariaDB always.";
        if (topology.Asked.For(server.Name).Delay > TimeSpan.Zero && !dialect.HasDelay)
            yield return $"{server.Name}: {server.Version} cannot delay replication; MariaDB can from {MariaDbDialect.OldestWithDelay} on, MySQL always.";
        if (topology.Positioning == Positioning.Gtid && !dialect.RecordsFilteredGtids && topology.Asked.ReplicateOnly.Concat(topology.Asked.ReplicateIgnore).Any())
            yield return $"{server.Name}: {server.Version} does not record the GTIDs of what it filters out, so that nobody can tell whether something is missing; MySQL does from {ServerVersions.WaitForGtidSet} on. Use --positioning=file.";
        if (topology.Asked.SemiSync && !dialect.HasSemiSync)
            yield return $"{server.Name}: {server.Version} has no semi-synchronous replication built in; MariaDB has it from {MariaDbDialect.OldestWithSemiSync} on, MySQL by a plugin.";
        if (topology.Asked.Tls && topology.LinksFrom(server.Name).Any() && !dialect.MakesCertificates && !HasCertificate(topology, server))
        {
            yield return $"{server.Name}: {server.Version} makes no certificate for TLS; MySQL does from {ServerVersions.Certificates} on, MariaDB from {MariaDbDialect.OldestWithCertificates} on. " +
                "Give one with --server-option=ssl-cert=..., ssl-key and ssl-ca, or leave --tls out.";
        }
    }

    private static IEnumerable<string> OfLink(Topology topology, ReplicationLink link)
    {
        var (source, replica) = (topology.Server(link.Source).Version, topology.Server(link.Replica).Version);
        if (source.IsMariaDb != replica.IsMariaDb)
            yield return $"{link.Replica} ({replica}) cannot follow {link.Source} ({source}): GTIDs, log format and authentication of MySQL and MariaDB differ.";
        else if (Series(replica) < Series(source))
            yield return $"{link.Replica} ({replica}) cannot follow {link.Source} ({source}): a replica of an older version does not understand what a newer one writes. Let the older one be the source.";
    }

    private static bool HasCertificate(Topology topology, ServerSpec server) => topology.Asked.ServerOptions.Any(option =>
        (option.Server is null || option.Server == server.Name) && option.Name.Replace('-', '_').EndsWith("ssl_cert", StringComparison.OrdinalIgnoreCase));

    private static Version Series(ServerVersion version) => new(version.Number.Major, version.Number.Minor);
}
