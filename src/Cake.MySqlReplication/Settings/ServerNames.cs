namespace Cake.MySqlReplication.Settings;

/// <summary>What servers are called in folders, containers and options. The names are those of the walkthrough.</summary>
internal static class ServerNames
{
    public const string Source = "master";

    public static string Replica(int number) => number == 1 ? "slave" : $"slave{number}";

    public static IReadOnlyList<string> All(int replicas) =>
        [Source, .. Enumerable.Range(1, Math.Clamp(replicas, 0, 99)).Select(Replica)];

    /// <summary>Whether a server of any topology can be called this.</summary>
    public static bool Contains(string name) => All(99).Contains(name);
}
