using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>The labels by which containers and networks of ours are told from everybody else's.</summary>
internal static class DockerLabels
{
    public const string Key = "cake-mysql-replication.key";
    public const string Topology = "cake-mysql-replication.topology";
    public const string Base = "cake-mysql-replication.base";
    public const string Server = "cake-mysql-replication.server";

    /// <summary>The identifier of the container whose network a server's container shares.</summary>
    public const string Shares = "cake-mysql-replication.shares";

    /// <summary>What a container whose network is shared publishes.</summary>
    public const string Ports = "cake-mysql-replication.ports";

    /// <summary>Whose build makes a template in a container.</summary>
    public const string TemplateOwner = "cake-mysql-replication.template-owner";

    public static string[] For(TopologyId id, string? server = null) =>
    [
        $"{Key}={id.Key}",
        $"{Topology}={id.Name}",
        $"{Base}={id.Base}",
        .. server is null ? Array.Empty<string>() : [$"{Server}={server}"],
    ];

    /// <summary>The option that limits a listing to one topology.</summary>
    public static string Filter(TopologyId id) => $"--filter label={Key}={id.Key}";
}
