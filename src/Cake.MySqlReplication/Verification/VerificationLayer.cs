namespace Cake.MySqlReplication.Verification;

/// <summary>One of the things that a verdict rests on.</summary>
/// <param name="Name">What was looked at: <c>threads</c>, <c>arrival</c>, <c>position</c>, <c>lag</c>, <c>transactions</c>, <c>schema</c>, <c>data</c>.</param>
/// <param name="Passed">Whether it is as it should be. A layer that was not reached has not passed.</param>
/// <param name="Detail">What was found, in a few words.</param>
public sealed record VerificationLayer(string Name, bool Passed, string Detail);
