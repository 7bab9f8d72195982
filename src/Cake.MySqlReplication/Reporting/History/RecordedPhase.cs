namespace Cake.MySqlReplication.Reporting.History;

/// <summary>What one phase of a step took in some run of a build.</summary>
/// <param name="Run">When the build's process began: it tells one run from another.</param>
/// <param name="At">When the phase began.</param>
/// <param name="Step">The step, such as VerifySync.</param>
/// <param name="Phase">The phase of it; empty for the step as a whole.</param>
/// <param name="Server">The server; empty where it is about none, or about all.</param>
/// <param name="Milliseconds">What it took.</param>
/// <param name="Failed">Whether it ended with an error.</param>
internal sealed record RecordedPhase(DateTimeOffset Run, DateTimeOffset At, string Step, string Phase, string Server, double Milliseconds, bool Failed = false);
