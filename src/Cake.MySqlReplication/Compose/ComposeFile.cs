using System.Text;
using System.Text.Json;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Compose;

/// <summary>
/// The <c>compose.yaml</c> of a topology, by https://docs.docker.com/reference/compose-file/. Every text stands in double
/// quotes, in which YAML reads what JSON writes.
/// </summary>
internal static class ComposeFile
{
    /// <summary>The first line, by which a file is known as one that may be written anew.</summary>
    public const string Header = "# Written by Cake.MySqlReplication.";

    public const int ServerPort = 3306;

    /// <summary>Read by Compose itself, so that nobody but its owner need be able to read it.</summary>
    public const string PasswordFile = "passwords.env";

    /// <param name="topology">What is to be brought up.</param>
    /// <param name="imageOf">The image of each server.</param>
    public static string Text(Topology topology, Func<ServerSpec, string> imageOf)
    {
        var text = new StringBuilder();
        Line(text, Header + " `docker compose up --detach --wait` brings up the topology, replication configured.");
        Line(text, "# `docker compose down --volumes` removes it. Root's password is in " + PasswordFile + ".");
        Line(text, "services:");
        foreach (var server in topology.Servers)
            AppendServer(text, topology, server, imageOf(server));

        Line(text, "volumes:");
        foreach (var server in topology.Servers)
            Line(text, $"  {server.Name}-data: {{}}");
        return text.ToString();
    }

    private static void AppendServer(StringBuilder text, Topology topology, ServerSpec server, string image)
    {
        string[] mounts =
        [
            $"{server.Name}-data:/var/lib/mysql",
            $"./{server.Name}/mysqld.cnf:/etc/mysql/conf.d/zz-mysql-replication.cnf:ro",
            $"./{server.Name}/{ComposeStatements.FileName}:/docker-entrypoint-initdb.d/zz-mysql-replication.sh:ro",
        ];
        Line(text, $"  {server.Name}:");
        Line(text, $"    image: {Quoted(image)}");
        Line(text, "    env_file:");
        Line(text, $"      - {Quoted("./" + PasswordFile)}");
        Line(text, "    ports:");
        Line(text, $"      - {Quoted($"{topology.Asked.PublishAddress}:${{{server.Name.ToUpperInvariant()}_PORT:-{server.Port}}}:{ServerPort}")}");
        Line(text, "    volumes:");
        foreach (var mount in mounts)
            Line(text, $"      - {Quoted(mount)}");
        Line(text, "    healthcheck:");
        Line(text, $"      test: [\"CMD-SHELL\", {Quoted(HealthCheck(topology, server).Replace("$", "$$", StringComparison.Ordinal))}]");
        Line(text, "      interval: 2s");
        Line(text, "      timeout: 10s");
        Line(text, $"      start_period: {(int)topology.Asked.StartTimeout.TotalSeconds}s");
        Line(text, "      retries: 30");
    }

    /// <summary>Whether it answers over TCP, which the temporary server of a first start does not, and replicates on every channel.</summary>
    private static string HealthCheck(Topology topology, ServerSpec server)
    {
        var threads = 2 * topology.LinksOf(server.Name).Count();
        var query = threads == 0 ? "SELECT 1" : server.Version.IsMariaDb ? "SHOW ALL SLAVES STATUS" : Dialect.For(server.Version).ShowReplicaStatus("");
        var client = $"MYSQL_PWD=\"${ComposePasswords.Root}\" $(command -v mysql || command -v mariadb) --protocol=tcp --host=127.0.0.1 --user=root --vertical --execute='{query}'";
        return threads == 0 ? client : $"[ $({client} | grep -cE '_(IO|SQL)_Running: Yes') -eq {threads} ]";
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, ComposeJson.Relaxed.String);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
