namespace Cake.MySqlReplication.Engines;

/// <summary>The options of an option file's lines.</summary>
internal static class OptionLines
{
    /// <summary>The names, with dashes.</summary>
    public static IEnumerable<string> NamesIn(IEnumerable<string> lines) => Read(lines).Select(option => option.Name);

    /// <summary>The names, with dashes, and what each line is as an argument of a server.</summary>
    public static IEnumerable<(string Name, string Argument)> Read(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] is not ('#' or '[' or ' ')))
        {
            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            var name = parts[0].Replace('_', '-').ToLowerInvariant();
            var plain = name.StartsWith("loose-", StringComparison.Ordinal) ? name["loose-".Length..] : name;
            yield return (plain, parts.Length == 1 ? $"--{name}" : $"--{name}={parts[1].Trim('"')}");
        }
    }
}
