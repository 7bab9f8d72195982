namespace Cake.MySqlReplication.Settings;

/// <summary>Finds what was probably meant for a setting and is none: a build would go on without it, and nobody be told.</summary>
internal static class MisspeltSettings
{
    private const string Prefix = "MYSQL_REPLICATION_";
    private const string OfTests = Prefix + "TEST_";

    // Cake's own, and those that builds commonly have: none of them is a misspelt setting, however close.
    private static readonly string[] Others =
    [
        "target", "verbosity", "working", "exclusive", "dryrun", "noop", "whatif", "tree", "showtree", "description", "descriptions",
        "showdescription", "showdescriptions", "help", "version", "ver", "info", "debug", "configuration", "stage", "case", "cache", "user", "date",
    ];

    /// <summary>One line for each, with the setting that was probably meant.</summary>
    public static IEnumerable<string> Find(IEnumerable<string> arguments, IEnumerable<string> variables)
    {
        foreach (var argument in arguments.Where(name => !IsSetting(name) && !Others.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            if (Nearest(argument) is { } meant)
                yield return $"--{argument} is not a setting; did you mean --{meant.Option}?";
        }

        var unknown = variables.Where(name => Begins(name, Prefix) && !Begins(name, OfTests) && !IsSetting(OptionOf(name)));
        foreach (var variable in unknown)
        {
            var meant = Nearest(OptionOf(variable)) is { } setting ? $"did you mean {setting.EnvironmentVariable}?" : "--target=Settings lists those that are.";
            yield return $"The environment variable {variable} is not a setting; {meant}";
        }
    }

    private static bool Begins(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static string OptionOf(string variable) => variable[Prefix.Length..].Replace('_', '-');

    private static bool IsSetting(string option) => SettingCatalog.All.Any(setting => setting.Option.Equals(option, StringComparison.OrdinalIgnoreCase));

    /// <summary>In a short name, two slips make another word: --stage is no --image.</summary>
    private static SettingDefinition? Nearest(string name) =>
        SettingCatalog.All
            .Select(setting => (Setting: setting, Slips: Distance(name.ToLowerInvariant(), setting.Option)))
            .Where(candidate => candidate.Slips <= (candidate.Setting.Option.Length < 6 ? 1 : 2))
            .OrderBy(candidate => candidate.Slips)
            .Select(candidate => candidate.Setting)
            .FirstOrDefault();

    /// <summary>How many letters are to be added, dropped, changed or swapped with their neighbours to make one word of the other.</summary>
    private static int Distance(string one, string other)
    {
        var slips = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    slips[i, j] = i + j;
                    continue;
                }

                var changed = slips[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                slips[i, j] = Math.Min(changed, 1 + Math.Min(slips[i - 1, j], slips[i, j - 1]));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }

        return slips[one.Length, other.Length];
    }
}
