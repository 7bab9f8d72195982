namespace Cake.MySqlReplication.Settings;

/// <summary>What servers are called in folders, containers and options. The names are those of the walkthrough.</summary>
internal static class ServerNames
{
    private const int Most = 99;

    public const string FirstSource = "master";

    public static string Source(int number) => number == 1 ? FirstSource : $"{FirstSource}{number}";

    public static string Replica(int number) => number == 1 ? "slave" : $"slave{number}";

    public static IEnumerable<string> Sources(ReplicationSettings settings) => Enumerable.Range(1, Math.Clamp(settings.SourceCount, 1, Most)).Select(Source);

    public static IEnumerable<string> Replicas(ReplicationSettings settings) => Enumerable.Range(1, Math.Clamp(settings.ReplicaCount, 0, Most)).Select(Replica);

    /// <summary>The servers of a topology, the sources first.</summary>
    public static IReadOnlyList<string> All(ReplicationSettings settings) => [.. Sources(settings), .. Replicas(settings)];

    /// <summary>What a server of any topology can be called.</summary>
    public static IReadOnlyList<string> Possible { get; } =
        [.. Enumerable.Range(1, Most).Select(Source), .. Enumerable.Range(1, Most).Select(Replica)];
}
