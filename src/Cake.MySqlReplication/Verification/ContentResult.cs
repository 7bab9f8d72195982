namespace Cake.MySqlReplication.Verification;

/// <summary>What comparing the contents of a replica with those of its source came to.</summary>
/// <param name="Layers">What was looked at: <c>schema</c>, and <c>data</c> where it was asked for.</param>
/// <param name="Differences">What differs, the schema's differences first; the first ones where there are many.</param>
/// <param name="Problems">The same, and what could not be compared, in words.</param>
internal sealed record ContentResult(
    IReadOnlyList<VerificationLayer> Layers, IReadOnlyList<ContentDifference> Differences, IReadOnlyList<string> Problems);
