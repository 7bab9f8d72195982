using System.Text;

namespace Cake.MySqlReplication.Verification;

/// <summary>The verdict on a topology, and what it rests on.</summary>
public sealed record SyncReport
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>Family and version of the servers.</summary>
    public required string Version { get; init; }

    /// <summary>Address that the source can be connected to at.</summary>
    public required string SourceEndpoint { get; init; }

    /// <summary>The end of the source's binary log after the check's row, as <c>file:offset</c>.</summary>
    public required string SourcePosition { get; init; }

    /// <summary>The source's GTIDs after the check's row; empty where GTIDs are off.</summary>
    public required string SourceGtids { get; init; }

    /// <summary>The replicas, in the order of their names.</summary>
    public required IReadOnlyList<ReplicaReport> Replicas { get; init; }

    /// <summary>How long the check took, in milliseconds.</summary>
    public required double DurationMilliseconds { get; init; }

    /// <summary>Whether every replica holds what the source committed.</summary>
    public bool IsInSync => Replicas.All(replica => replica.Problems.Count == 0);

    /// <summary>Does nothing when all replicas are in sync.</summary>
    /// <exception cref="MySqlReplicationException">At least one is not; the message names each, with cause and remedy.</exception>
    public void ThrowUnlessInSync()
    {
        if (IsInSync)
            return;

        var message = new StringBuilder($"{Name} is not in sync:");
        foreach (var replica in Replicas)
        {
            foreach (var problem in replica.Problems)
                message.AppendLine().Append("  ").Append(replica.Name).Append(": ").Append(problem);
        }

        throw new MySqlReplicationException(message.ToString());
    }
}
