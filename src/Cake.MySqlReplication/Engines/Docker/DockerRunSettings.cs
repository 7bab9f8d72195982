using Cake.Docker;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>The options of <c>docker run</c> for one server.</summary>
internal static class DockerRunSettings
{
    // The official images read option files of this folder after their own.
    private const string OptionFileInImage = "/etc/mysql/conf.d/zz-mysql-replication.cnf";
    // Where servers listen unless they are told otherwise.
    public const int ServerPort = 3306;

    public const string PasswordFileInImage = "/run/secrets/mysql-root-password";

    /// <param name="topology">The topology.</param>
    /// <param name="server">The server.</param>
    /// <param name="shared">The identifier of the container whose network it shares; null for one that gets a network of its own.</param>
    public static DockerContainerRunSettings For(Topology topology, ServerSpec server, string? shared)
    {
        var container = ContainerNames.Of(topology.Name, server.Name);
        var paths = topology.Paths;
        var mounts = new List<string>
        {
            BindMount(paths.DataFolder(server.Name), "/var/lib/mysql", readOnly: false),
            BindMount(paths.OptionFile(server.Name), OptionFileInImage, readOnly: true),
            BindMount(paths.PasswordFile, PasswordFileInImage, readOnly: true),
        };
        if (!RunsScripts(topology, server))
            mounts.Add(BindMount(paths.NoScriptsFolder, "/docker-entrypoint-initdb.d", readOnly: true));

        var settings = new DockerContainerRunSettings
        {
            Detach = true,
            Name = container,
            Label = DockerLabels.For(TopologyId.Of(topology), server.Name),
            // A file keeps the password out of `docker inspect`, where a variable's value would stand.
            Env = ["MYSQL_ROOT_PASSWORD_FILE=" + PasswordFileInImage],
            Mount = [.. mounts],
        };
        if (shared is null)
        {
            settings.Hostname = container;
            settings.Network = DockerNetwork.NameOf(topology.Name);
            settings.NetworkAlias = [ContainerNames.HostOf(topology.Name, server)];
            settings.Publish = [$"{topology.Asked.PublishAddress}:{server.Port}:{ServerPort}"];
        }
        else
        {
            settings.Network = "container:" + shared;
            settings.Label = [.. settings.Label, $"{DockerLabels.Shares}={shared}"];
            // For clients in the container: on the usual port they would find another server, or none.
            settings.Env = [.. settings.Env, $"MYSQL_TCP_PORT={server.SharedPort}"];
        }

        return settings;
    }

    /// <summary>What follows the image's name for a server that shares others' network: the image's own command, and the port.</summary>
    public static IReadOnlyList<string> CommandOf(ServerSpec server, IReadOnlyList<string> command)
    {
        // The X Protocol's port is the same for all, and only the first one would get it.
        IEnumerable<string> further = server.Version.IsMariaDb ? [] : ["--loose-mysqlx=OFF"];
        return [.. command.Select(DockerCli.Quoted), $"--port={server.SharedPort}", .. further];
    }

    /// <summary>
    /// Whether a server runs the scripts of its image. They run once, on the first source: run elsewhere, too, they would make
    /// what then arrives again.
    /// </summary>
    public static bool RunsScripts(Topology topology, ServerSpec server) =>
        server.Role == ServerRole.Source && server.Name == topology.Servers[0].Name;

    public static string BindMount(string source, string target, bool readOnly) =>
        $"type=bind,src={source},dst={target}" + (readOnly ? ",readonly" : "");
}
