namespace Cake.MySqlReplication.Diagnostics;

/// <summary>Something that is wrong with a topology.</summary>
public sealed record Finding
{
    /// <summary>The server that it was found on; several names where it concerns several.</summary>
    public required string Server { get; init; }

    /// <summary>How bad it is.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What it is, for programs.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>What it is, and how it came about.</summary>
    public required string Cause { get; init; }

    /// <summary>What it was told by: errors, positions, events, lines of an error log. Passwords are masked.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>The replication channel that it concerns; empty for the default one, and where it concerns a server.</summary>
    internal string Channel { get; init; } = "";
}
