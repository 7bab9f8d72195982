using System.Text;

namespace Cake.MySqlReplication.Verification;

/// <summary>The verdict on a topology, and what it rests on.</summary>
public sealed record SyncReport
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>The servers that are written to.</summary>
    public required IReadOnlyList<SourceReport> Sources { get; init; }

    /// <summary>The replicas, once for each server that they replicate from.</summary>
    public required IReadOnlyList<ReplicaReport> Replicas { get; init; }

    /// <summary>How long the check took, in milliseconds.</summary>
    public required double DurationMilliseconds { get; init; }

    /// <summary>Whether every replica holds what the source committed.</summary>
    public bool IsInSync => Replicas.All(replica => replica.Problems.Count == 0);

    /// <summary>Does nothing when all replicas are in sync.</summary>
    /// <exception cref="MySqlReplicationException">At least one is not; the message names each, with cause and remedy.</exception>
    public void ThrowUnlessInSync()
    {
        if (!IsInSync)
            throw new MySqlReplicationException(Message() + (Evidence is null ? "" : Environment.NewLine + Evidence));
    }

    /// <summary>The line that tells where what was found is kept; null where nothing is.</summary>
    internal string? Evidence { get; init; }

    /// <summary>Each replica that is not in sync, with cause and remedy.</summary>
    internal string Message()
    {
        var message = new StringBuilder($"{Name} is not in sync:");
        foreach (var replica in Replicas)
        {
            foreach (var problem in replica.Problems)
                message.AppendLine().Append("  ").Append(replica.Name).Append(": ").Append(problem);
        }

        return message.ToString();
    }
}
