namespace Cake.MySqlReplication.IntegrationTests.Hosting;

/// <summary>What a build left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The lines that it wrote to standard output.</param>
/// <param name="Error">The lines that it wrote to standard error.</param>
public sealed record HostRun(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Error);
