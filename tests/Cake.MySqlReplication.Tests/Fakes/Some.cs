using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>Values for tests that do not care about their details.</summary>
internal static class Some
{
    public static ServerVersion MySql97 { get; } = MySql("9.7.4");

    public static ServerVersion MySql56 { get; } = MySql("5.6.24");

    public static ServerVersion MariaDb1011 { get; } = MariaDb("10.11.19");

    public static ServerVersion MySql(string number) => new(IsMariaDb: false, Version.Parse(number));

    public static ServerVersion MariaDb(string number) => new(IsMariaDb: true, Version.Parse(number));

    public static Topology Topology(TopologyPaths? paths = null, ReplicationSettings? settings = null, ServerVersion? version = null) =>
        TopologyPlanner.Plan(settings ?? new ReplicationSettings(), paths ?? new TopologyPaths("/base"), _ => (version ?? MySql97, "the image mysql:9.7"), isFree: _ => true);

    /// <summary>Texts that break whatever quotes carelessly, and random ones made of what they are made of.</summary>
    public static IEnumerable<string> HostileTexts()
    {
        string[] known =
        [
            "", "plain", "'", "''", "\\", "\\\\", "\\'", "'\\", "`", "\"", "' OR 1=1 -- ", "a'b\"c`d\\e", "x\\", "#no comment", "a = b",
            " leading", "trailing ", "tab\there", "\\n", "\\s", "%_", "; DROP TABLE t", "/* x */", "ünïcödé ☃ 𝄞", "$HOME `id` $(id)", "!",
        ];
        const string Alphabet = "'\"\\`#;= %$()-!anrst0\tü";
        var random = new Random(4711);
        return known.Concat(Enumerable.Range(0, 2000).Select(_ => new string(random.GetItems<char>(Alphabet, random.Next(1, 12)))));
    }
}
