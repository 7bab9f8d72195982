namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>How a program ended and what it said.</summary>
internal sealed record ToolOutcome(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What it complained about: its errors, else the last line that it wrote.</summary>
    public string Complaint
    {
        get
        {
            var errors = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var worst = errors.Where(line => line.StartsWith("E:", StringComparison.Ordinal)).DefaultIfEmpty(errors.LastOrDefault());
            return worst.First()?.Replace("E: ", "", StringComparison.Ordinal) ?? Lines.LastOrDefault() ?? $"exit code {ExitCode}";
        }
    }
}
