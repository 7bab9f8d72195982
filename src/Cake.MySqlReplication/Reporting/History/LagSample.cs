namespace Cake.MySqlReplication.Reporting.History;

/// <summary>How far a replica was behind at some moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Replica">The replica.</param>
/// <param name="Source">The server that it replicates from.</param>
/// <param name="Milliseconds">The measured lag; null where a row did not arrive in time.</param>
internal sealed record LagSample(DateTimeOffset At, string Replica, string Source, double? Milliseconds);
