using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Settings;

/// <summary>Finds everything that is wrong with settings, so that a user mends it in one go.</summary>
internal static partial class SettingsValidation
{
    private const int LongestName = 40;

    // What every server version takes: user names had 16 characters until MySQL 5.7.8.
    private const int LongestUser = 16;

    // https://dev.mysql.com/doc/refman/8.4/en/change-replication-source-to.html: "limited to 32 characters".
    private const int HighestFirstPort = 65000;
    private const int LongestReplicationPassword = 32;

    private const int MostDays = 3650;
    private const int MostMegabytes = 1024 * 1024;

    public static IReadOnlyList<string> Problems(ReplicationSettings settings)
    {
        var problems = new List<string>();

        Check(problems, settings.Name.Length <= LongestName && Name().IsMatch(settings.Name),
            $"name: '{settings.Name}' cannot name containers. Allowed: at most {LongestName} letters, digits, - _ . beginning with a letter or digit.");
        Check(problems, settings.BaseDirectory is not { } folder || IsUsableFolder(folder),
            $"base: '{settings.BaseDirectory}' cannot be mounted into a container. Allowed: a path without commas, double quotes and control characters.");
        Check(problems, settings.BaseDirectory?.StartsWith('~') != true,
            $"base: '{settings.BaseDirectory}' begins with ~, which the shell does not expand here. Give the path, such as \"$HOME/mysql\".");
        Check(problems, ImageReference.IsValid(settings.Image),
            $"image: '{settings.Image}' is not an image reference. Allowed: [registry/]repository[:tag][@digest], such as {ReplicationSettings.DefaultImage}.");
        problems.AddRange(ServerValidation.Problems(settings));
        problems.AddRange(TopologyValidation.Problems(settings));
        problems.AddRange(ChoiceValidation.Problems(settings));
        Check(problems, Address().IsMatch(settings.PublishAddress),
            $"publish-address: '{settings.PublishAddress}' is not an IPv4 address. Use 127.0.0.1 for this machine alone, 0.0.0.0 for all networks.");
        Check(problems, settings.ReplicationUser.Length <= LongestUser && Name().IsMatch(settings.ReplicationUser) && settings.ReplicationUser != "root",
            $"replication-user: '{settings.ReplicationUser}' is not usable. Allowed: at most {LongestUser} letters, digits, - _ . and not root.");
        CheckPorts(problems, settings);
        CheckPasswords(problems, settings);
        CheckTime(problems, "start-timeout", settings.StartTimeout);
        CheckTime(problems, "sync-timeout", settings.SyncTimeout);
        Check(problems, settings.CacheAge is not { } age || (age >= TimeSpan.Zero && age <= TimeSpan.FromDays(MostDays)),
            $"cache-age: {settings.CacheAge?.TotalDays} days is out of range. Allowed: 0 to {MostDays} days.");
        Check(problems, settings.CacheSize is not { } size || size is >= 0 and <= MostMegabytes,
            $"cache-size: {settings.CacheSize} MB is out of range. Allowed: 0 to {MostMegabytes} MB.");
        problems.AddRange(ServerOptionValidation.Problems(settings));

        return problems;
    }

    /// <exception cref="MySqlReplicationException">There is a problem; the message lists them all.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new MySqlReplicationException(
                "The settings cannot be used:" + string.Concat(problems.Select(problem => Environment.NewLine + "  " + problem)) +
                Environment.NewLine + "Nothing was started.");
        }
    }

    private static void CheckPorts(List<string> problems, ReplicationSettings settings)
    {
        Check(problems, settings.FirstPort is >= 1 and <= HighestFirstPort, $"first-port: {settings.FirstPort} is out of range. Allowed: 1 to {HighestFirstPort}.");
        if (settings.SourcePort is { } source)
            Check(problems, IsPort(source), $"source-port: {source} is out of range. Allowed: 1 to 65535.");
        foreach (var port in settings.ReplicaPorts.Where(port => !IsPort(port)))
            problems.Add($"replica-ports: {port} is out of range. Allowed: 1 to 65535.");

        Check(problems, settings.ReplicaPorts.Count == 0 || settings.ReplicaPorts.Count == settings.ReplicaCount,
            $"replica-ports: {settings.ReplicaPorts.Count} given for {settings.ReplicaCount} replicas. Give one for each, or none.");
        var twice = settings.ReplicaPorts.Concat(settings.SourcePort is { } asked ? [asked] : []).GroupBy(port => port).Where(group => group.Count() > 1);
        foreach (var group in twice)
            problems.Add($"source-port, replica-ports: {group.Key} is given {group.Count()} times. Each server needs a port of its own.");
    }

    private static void CheckPasswords(List<string> problems, ReplicationSettings settings)
    {
        CheckPassword(problems, "root-password", settings.RootPassword);
        CheckPassword(problems, "replication-password", settings.ReplicationPassword);
        Check(problems, (settings.ReplicationPassword?.Reveal().Length ?? 0) <= LongestReplicationPassword,
            $"replication-password: it is longer than the {LongestReplicationPassword} characters that CHANGE REPLICATION SOURCE takes.");
    }

    private static void CheckPassword(List<string> problems, string setting, Secret? password)
    {
        Check(problems, password is null || password.Reveal().Length > 0, $"{setting}: it is empty. Leave it out for a random one.");
        Check(problems, password is null || !password.Reveal().Any(char.IsControl),
            $"{setting}: it contains a line break or another control character. Allowed: printable characters.");
    }

    private static void CheckTime(List<string> problems, string setting, TimeSpan time) =>
        Check(problems, time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromHours(1),
            $"{setting}: {time.TotalSeconds} seconds is out of range. Allowed: 1 to 3600 seconds.");

    private static void Check(List<string> problems, bool good, string problem)
    {
        if (!good)
            problems.Add(problem);
    }

    private static bool IsPort(int port) => port is >= 1 and <= 65535;

    private static bool IsUsableFolder(string folder) =>
        folder.Trim().Length > 0 && !folder.Any(character => character is ',' or '"' || char.IsControl(character));

    // By \z: a $ would let a line break at the end pass.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]*\z")]
    private static partial Regex Name();

    // Four numbers: IPAddress takes 1 for 0.0.0.1, and 010 for 8.
    [GeneratedRegex(@"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])([.](?!\z)|\z)){4}\z")]
    private static partial Regex Address();
}
