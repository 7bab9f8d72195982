using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication;

/// <content>In a program that is no Cake build.</content>
public sealed partial class RunningTopology
{
    /// <summary>
    /// Takes hold of a topology in a program that is no Cake build, such as a test suite. Environment variables
    /// (<c>MYSQL_REPLICATION_…</c>) override the settings. Starts nothing.
    /// </summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="log">Gets each line of the log; null for none.</param>
    /// <exception cref="MySqlReplicationException">The settings cannot be used; the message lists all that is wrong.</exception>
    /// <example>
    /// <code>
    /// await RunningTopology.Open(new ReplicationSettings(), Console.WriteLine).RunAsync(async (topology, token) =>
    /// {
    ///     await MigrateAsync(topology.Servers[0].GetConnectionString(), token);
    ///     (await topology.VerifySyncAsync(token)).ThrowUnlessInSync();
    /// });
    /// </code>
    /// </example>
    public static RunningTopology Open(ReplicationSettings settings, Action<string>? log = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var context = new HostlessContext(log);
        return Open(context, SettingsReader.Read(context, settings));
    }
}
