using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>What a report says of a server.</summary>
internal sealed record ReportedServer
{
    public required string Name { get; init; }

    public required ServerRole Role { get; init; }

    public required string Endpoint { get; init; }

    public required int Port { get; init; }

    public required string Version { get; init; }

    /// <summary>Where its program comes from, in words.</summary>
    public required string Origin { get; init; }

    public required int ServerId { get; init; }

    public Health Health { get; init; }

    /// <summary>Why nothing more is known of it; null where it answers, and where nobody asked.</summary>
    public string? Silence { get; init; }

    public bool? IsReadOnly { get; init; }

    /// <summary>The end of its binary log, as <c>file:offset</c>.</summary>
    public string Position { get; init; } = "";

    public string Gtids { get; init; } = "";
}
