using System.Collections.Concurrent;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Compares the rows of tables on a source and a replica at a consistent point, several tables, and parts of long ones, at a time.</summary>
internal sealed class DataComparison(ComparedLink link, TimeProvider clock)
{
    // Both servers mostly run on this machine, and each pair of sessions keeps two of its processors busy.
    private static readonly int MostPairs = Math.Clamp(Environment.ProcessorCount / 2, 2, 4);

    private const int MostTablesAtOnce = 40;

    private const int LongestQuery = 60_000;

    private readonly int _pairs = Math.Max(1, MostPairs / link.AtOnce);
    private readonly SharedWork<SessionPair> _work = new();
    private readonly ConcurrentBag<TableResult> _results = [];
    private readonly ConcurrentBag<ContentDifference> _differences = [];
    private readonly ConcurrentBag<TableShape> _redefined = [];

    /// <param name="tables">The tables to compare; either all transactional, or none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DataResult> CompareAsync(IReadOnlyList<TableShape> tables, CancellationToken cancellationToken)
    {
        var locked = tables.Where(table => !table.IsTransactional).ToList();
        await using var point = await ConsistentPoint.OpenAsync(link, _pairs, locked, clock, cancellationToken).ConfigureAwait(false);
        foreach (var batch in Batches(tables))
            _work.Add((pair, token) => BeginAsync(pair, batch, token));
        await _work.RunAsync(
            point.Pairs.Select(sessions => new SessionPair(sessions.Source, sessions.Replica, locked.Count == 0, link.Limit, clock)), cancellationToken).ConfigureAwait(false);
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

    /// <summary>The first rows of several tables. What is left of long ones is further work, for whoever comes to it.</summary>
    private async Task BeginAsync(SessionPair pair, IReadOnlyList<TableShape> batch, CancellationToken cancellationToken)
    {
        try
        {
            var begun = await new TableComparison(pair, clock).BeginAsync(batch, _pairs, cancellationToken).ConfigureAwait(false);
            var whole = begun.Where(one => one.Further.Count == 0).Select(one => one.Beginning).ToList();
            await FinishAsync(pair, whole, cancellationToken).ConfigureAwait(false);
            foreach (var (beginning, further) in begun.Where(one => one.Further.Count > 0))
            {
                var parts = new TableParts(beginning, further);
                for (var part = 0; part < further.Count; part++)
                {
                    var number = part;
                    _work.Add((other, token) => ContinueAsync(other, parts, number, token));
                }
            }
        }
        catch (MySqlReplicationException exception) when (IsInTheWay(exception))
        {
            await pair.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            if (batch.Count == 1)
            {
                _redefined.Add(batch[0]);
                return;
            }

            // One of them was: the others are compared all the same.
            foreach (var table in batch)
                await BeginAsync(pair, [table], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ContinueAsync(SessionPair pair, TableParts parts, int part, CancellationToken cancellationToken)
    {
        // What the other parts come to is of no use.
        if (parts.IsRedefined)
            return;
        try
        {
            var result = await new TableComparison(pair, clock).ContinueAsync(parts.Table, parts.Ranges[part], cancellationToken).ConfigureAwait(false);
            await FinishAsync(pair, parts.Add(part, result) is { } whole ? [whole] : [], cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception) when (IsInTheWay(exception))
        {
            await pair.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            if (parts.TryMarkRedefined())
                _redefined.Add(parts.Table);
        }
    }

    /// <summary>Whether somebody redefines a table: it is another one, or he waits for one session and another one waits for him.</summary>
    private static bool IsInTheWay(MySqlReplicationException exception) => StatementFailure.IsRedefinition(exception) || StatementFailure.IsLockTimeout(exception);

    /// <summary>Looks into what differs, and keeps the results of whole tables.</summary>
    private async Task FinishAsync(SessionPair pair, IReadOnlyList<TableResult> results, CancellationToken cancellationToken)
    {
        var differences = new List<ContentDifference>();
        foreach (var result in results.Where(result => result.DifferingRanges > 0))
            differences.Add(await new RowDifferences(pair, result.Table).DescribeAsync(result, cancellationToken).ConfigureAwait(false));
        await pair.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        differences.ForEach(_differences.Add);
        foreach (var result in results)
            _results.Add(result);
    }
}
