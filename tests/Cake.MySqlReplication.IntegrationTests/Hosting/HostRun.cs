namespace Cake.MySqlReplication.IntegrationTests.Hosting;

/// <summary>What a build left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The lines that it wrote to standard output.</param>
/// <param name="Error">The lines that it wrote to standard error.</param>
public sealed record HostRun(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Error)
{
    /// <summary>What the tasks said that ran, in order.</summary>
    public IEnumerable<string> Ran => Output.Where(line => line.EndsWith(" ran", StringComparison.Ordinal));

    public IEnumerable<string> OutputStartingWith(string start) => Output.Where(line => line.StartsWith(start, StringComparison.Ordinal));

    /// <summary>What the report at the end says of a task, or <see langword="null"/> if it does not mention it.</summary>
    public string? StatusOf(string task) => OutputStartingWith($"{task}  ").LastOrDefault()?.Split(' ')[^1];
}
