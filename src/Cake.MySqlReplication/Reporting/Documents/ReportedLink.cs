namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>What a report says of a replica and one of its sources.</summary>
internal sealed record ReportedLink
{
    public required string Replica { get; init; }

    public required string Source { get; init; }

    public string Channel { get; init; } = "";

    public Health Health { get; init; }

    /// <summary>Yes, No or Connecting; empty where it is not known.</summary>
    public string Receiver { get; init; } = "";

    /// <summary>Yes or No; empty where it is not known.</summary>
    public string Applier { get; init; } = "";

    public double? LagMilliseconds { get; init; }

    public long? SecondsBehind { get; init; }

    public string ReceivedPosition { get; init; } = "";

    public string AppliedPosition { get; init; } = "";

    public string? Problem { get; init; }
}
