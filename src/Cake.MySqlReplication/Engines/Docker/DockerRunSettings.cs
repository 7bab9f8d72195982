using Cake.Docker;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>The options of <c>docker run</c> for one server.</summary>
internal static class DockerRunSettings
{
    // The official images read option files of this folder after their own.
    private const string OptionFileInImage = "/etc/mysql/conf.d/zz-mysql-replication.cnf";
    public const string PasswordFileInImage = "/run/secrets/mysql-root-password";

    public static DockerContainerRunSettings For(Topology topology, ServerSpec server, string container, string network, int serverPort)
    {
        var paths = topology.Paths;
        var mounts = new List<string>
        {
            BindMount(paths.DataFolder(server.Name), "/var/lib/mysql", readOnly: false),
            BindMount(paths.OptionFile(server.Name), OptionFileInImage, readOnly: true),
            BindMount(paths.PasswordFile, PasswordFileInImage, readOnly: true),
        };
        if (!RunsScripts(topology, server))
            mounts.Add(BindMount(paths.NoScriptsFolder, "/docker-entrypoint-initdb.d", readOnly: true));

        return new DockerContainerRunSettings
        {
            Detach = true,
            Name = container,
            Hostname = container,
            Network = network,
            Label = DockerLabels.For(TopologyId.Of(topology), server.Name),
            Publish = [$"{topology.Asked.PublishAddress}:{server.Port}:{serverPort}"],
            // A file keeps the password out of `docker inspect`, where a variable's value would stand.
            Env = ["MYSQL_ROOT_PASSWORD_FILE=" + PasswordFileInImage],
            Mount = [.. mounts],
        };
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
