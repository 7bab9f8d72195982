using System.Text;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Compose;

/// <summary>The variables that give containers their passwords: letters and digits, which every version of Compose reads alike.</summary>
internal static class ComposePasswords
{
    public const string Root = "MYSQL_ROOT_PASSWORD";

    /// <summary>In hexadecimal, what stands between the quotes of the password's literal in SQL.</summary>
    public const string Replication = "REPLICATION_PASSWORD_HEX";

    public static string Text(Topology topology) =>
        $"{Root}={topology.InitialPassword.Reveal()}\n{Replication}={Convert.ToHexString(Encoding.UTF8.GetBytes(Sql.Literal(topology.ReplicationPassword.Reveal())[1..^1]))}\n";
}
