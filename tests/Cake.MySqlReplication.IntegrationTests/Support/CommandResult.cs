namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>How a command ended, and what it wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Everything, for the message of an assertion.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
