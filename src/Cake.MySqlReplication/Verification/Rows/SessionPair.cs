using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>A session on the source and one on the replica, asked at the same time.</summary>
internal sealed class SessionPair(ServerConnection source, ServerConnection replica, bool hasSnapshots, TimeSpan limit, TimeProvider clock)
{
    private const string Comparing = "Comparing rows";

    public string Source => source.Server.Name;

    public string Replica => replica.Server.Name;

    public Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> OnSourceAsync(string query, CancellationToken cancellationToken) =>
        AskAsync(source, query, cancellationToken);

    public Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> OnReplicaAsync(string query, CancellationToken cancellationToken) =>
        AskAsync(replica, query, cancellationToken);

    /// <summary>The answers of both to one query. None is left running when one fails.</summary>
    public async Task<(IReadOnlyList<IReadOnlyDictionary<string, string?>> Source, IReadOnlyList<IReadOnlyDictionary<string, string?>> Replica)> OnBothAsync(
        string query, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(OnSourceAsync(query, cancellationToken), OnReplicaAsync(query, cancellationToken)).ConfigureAwait(false);
        return (answers[0], answers[1]);
    }

    /// <summary>Ends the metadata locks on what was read: they would hold up ALTER TABLE until the whole comparison's end.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        hasSnapshots
            ? Task.WhenAll(
                source.ExecuteAsync(Comparing, "ROLLBACK TO SAVEPOINT compared", cancellationToken),
                replica.ExecuteAsync(Comparing, "ROLLBACK TO SAVEPOINT compared", cancellationToken))
            : Task.CompletedTask;

    private Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> AskAsync(ServerConnection session, string query, CancellationToken cancellationToken)
    {
        // Each statement by itself: a comparison of all tables takes as long as it takes.
        session.Deadline = new Deadline(clock, limit, "--sync-timeout");
        return session.RowsAsync(Comparing, query, cancellationToken);
    }
}
