namespace Cake.MySqlReplication.Profiling;

/// <summary>What one phase of a step took for one server.</summary>
/// <param name="Step">The step, such as VerifySync.</param>
/// <param name="Phase">The phase of it; empty for the step as a whole.</param>
/// <param name="Server">The server; empty where it is about none, or about all.</param>
/// <param name="StartMilliseconds">When it began first, from the start of the process.</param>
/// <param name="Milliseconds">What it took, all times together.</param>
/// <param name="Times">How often it was run.</param>
internal sealed record ProfiledPhase(string Step, string Phase, string Server, double StartMilliseconds, double Milliseconds, int Times);
