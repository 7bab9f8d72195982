using System.Globalization;

namespace Cake.MySqlReplication.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Scenarios">Names of scenarios; empty for all.</param>
/// <param name="Runs">How often each contender is measured.</param>
/// <param name="DataMegabytes">How much data is checked and copied.</param>
/// <param name="Output">The folder that the results go to.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Scenarios, int Runs, int DataMegabytes, string Output)
{
    public static BenchOptions Parse(IEnumerable<string> arguments)
    {
        var given = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");
        return new BenchOptions(
            given.GetValueOrDefault("--bench", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Number(given, "--bench-runs", 5),
            Number(given, "--bench-data", 1024),
            given.GetValueOrDefault("--output", "artifacts/bench"));
    }

    private static int Number(Dictionary<string, string> given, string option, int otherwise)
    {
        if (!given.TryGetValue(option, out var text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{option}: '{text}' is not a number from 1 on.");
    }
}
