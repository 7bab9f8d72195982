namespace Cake.MySqlReplication.Diagnostics;

/// <summary>What an error of replication means.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Cause">How it came about.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record ErrorMeaning(FindingKind Kind, string Cause, string Remedy)
{
    /// <summary>Cause and remedy, as the end of a message.</summary>
    public override string ToString() => $"{Cause} {Remedy}";
}
