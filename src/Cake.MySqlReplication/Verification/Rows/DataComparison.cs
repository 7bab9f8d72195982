using System.Collections.Concurrent;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Compares the rows of tables on a source and a replica at a consistent point, several tables at a time.</summary>
internal sealed class DataComparison(ComparedLink link, TimeProvider clock)
{
    // Both servers mostly run on this machine, and each pair of sessions keeps two of its processors busy.
    private static readonly int Pairs = Math.Clamp(Environment.ProcessorCount / 2, 2, 4);

    private const int MostTablesAtOnce = 40;

    private const int LongestQuery = 60_000;

    private readonly ConcurrentBag<TableResult> _results = [];
    private readonly ConcurrentBag<ContentDifference> _differences = [];
    private readonly ConcurrentBag<TableShape> _redefined = [];

    /// <param name="tables">The tables to compare; either all transactional, or none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DataResult> CompareAsync(IReadOnlyList<TableShape> tables, CancellationToken cancellationToken)
    {
        var locked = tables.Where(table => !table.IsTransactional).ToList();
        var batches = new ConcurrentQueue<IReadOnlyList<TableShape>>(Batches(tables));
        await using var point = await ConsistentPoint.OpenAsync(link, Math.Min(Pairs, batches.Count), locked, clock, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = point.Pairs.Select(sessions =>
            WorkAsync(new SessionPair(sessions.Source, sessions.Replica, locked.Count == 0, link.Limit, clock), batches, stop)).ToList();
        await ((Task)Task.WhenAll(workers)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The first fault, not that the others were ended because of it.
        if (workers.Find(worker => worker.IsFaulted) is { } faulted)
            await faulted.ConfigureAwait(false);
        await Task.WhenAll(workers).ConfigureAwait(false);
        return new DataResult(_results.Count, _results.Sum(result => result.Rows), [.. _differences.OrderBy(one => one.Description, StringComparer.Ordinal)], [.. _redefined]);
    }

    /// <summary>Tables by many, since most are small; those without a key by themselves: the first query reads all of them.</summary>
    private static IEnumerable<IReadOnlyList<TableShape>> Batches(IEnumerable<TableShape> tables)
    {
        var batch = new List<TableShape>();
        var length = 0;
        foreach (var table in tables.OrderBy(table => table.Key.Count > 0))
        {
            var own = new TableSql(table).First(0, TableComparison.FirstRows).Length;
            if (batch.Count > 0 && (batch.Count == MostTablesAtOnce || length + own > LongestQuery || table.Key.Count == 0 || batch[^1].Key.Count == 0))
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            batch.Add(table);
            length += own;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private async Task WorkAsync(SessionPair pair, ConcurrentQueue<IReadOnlyList<TableShape>> batches, CancellationTokenSource stop)
    {
        try
        {
            while (batches.TryDequeue(out var batch))
                await CompareAsync(pair, batch, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task CompareAsync(SessionPair pair, IReadOnlyList<TableShape> batch, CancellationToken cancellationToken)
    {
        try
        {
            var results = await new TableComparison(pair, clock).CompareAsync(batch, cancellationToken).ConfigureAwait(false);
            var differences = new List<ContentDifference>();
            foreach (var result in results.Where(result => result.DifferingRanges > 0))
                differences.Add(await new RowDifferences(pair, result.Table).DescribeAsync(result, cancellationToken).ConfigureAwait(false));
            await pair.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            differences.ForEach(_differences.Add);
            foreach (var result in results)
                _results.Add(result);
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsRedefinition(exception))
        {
            await pair.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            if (batch.Count == 1)
            {
                _redefined.Add(batch[0]);
                return;
            }

            // One of them: the others are compared all the same.
            foreach (var table in batch)
                await CompareAsync(pair, [table], cancellationToken).ConfigureAwait(false);
        }
    }
}
