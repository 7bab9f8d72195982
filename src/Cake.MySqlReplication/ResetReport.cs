namespace Cake.MySqlReplication;

/// <summary>What a reset took away.</summary>
public sealed record ResetReport
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the schemas that were dropped.</summary>
    public required IReadOnlyList<string> Schemas { get; init; }

    /// <summary>Accounts and roles that were dropped, as <c>user@host</c>.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>Global variables that were set back, as <c>server: name</c>.</summary>
    public required IReadOnlyList<string> Settings { get; init; }

    /// <summary>What could not be set back, each with the reason; empty when all could.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double DurationMilliseconds { get; init; }
}
