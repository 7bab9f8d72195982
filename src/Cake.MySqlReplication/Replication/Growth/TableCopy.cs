using System.IO.Pipelines;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Streams the rows of a table from one server into another, which reads while the first one writes.</summary>
internal sealed class TableCopy(ServerConnection target, Action<long> copied)
{
    private const int MostInFlight = 8 * 1024 * 1024;
    private const string DataTruncated = "1265";

    /// <exception cref="MySqlReplicationException">A server failed, or the rows did not arrive as they were.</exception>
    public async Task CopyAsync(ServerConnection source, CopiedTable table, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: MostInFlight, resumeWriterThreshold: MostInFlight / 2, minimumSegmentSize: 64 * 1024));
        var reading = ReadAsync(source, table, pipe.Writer, stop.Token);
        var loading = LoadAsync(table, pipe.Reader, stop);
        await ((Task)Task.WhenAll(reading, loading)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        // Whichever failed first made the other one end: the reader hands its failure on, the loader cancels the reader.
        if (reading.IsFaulted)
            await reading.ConfigureAwait(false);
        var loaded = await loading.ConfigureAwait(false);
        var read = await reading.ConfigureAwait(false);

        if (await FindLossAsync(table, cancellationToken).ConfigureAwait(false) is { } loss)
            throw new MySqlReplicationException($"The rows of {table.Path} cannot be copied as they are: {loss}");
        if (loaded != read)
            throw new MySqlReplicationException($"Of {read} rows of {table.Path}, {target.Server.Name} took {loaded}: it refuses the others as duplicates.");
    }

    private async Task<long> ReadAsync(ServerConnection source, CopiedTable table, PipeWriter writer, CancellationToken cancellationToken)
    {
        var rows = 0L;
        Exception? failure = null;
        try
        {
            await source.ReadAsync(
                $"Reading the rows of {table.Path}",
                CopyStatements.Select(table.Path, table.Columns),
                async reader => rows = await TableRows.WriteAsync(reader, writer, copied, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            return rows;
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            await writer.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    private async Task<long> LoadAsync(CopiedTable table, PipeReader reader, CancellationTokenSource stop)
    {
        try
        {
            await using var rows = reader.AsStream();
            return await target.LoadAsync(
                $"Loading the rows of {table.Path}",
                table.Path,
                table.Columns.Select((column, index) => column.Target(index)),
                table.Columns.Select((column, index) => column.Assignment(index)).OfType<string>(),
                rows,
                stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>LOAD DATA LOCAL merely warns of what it changes. It does, too, of a value that is no member of an enumeration and was none before.</summary>
    private async Task<string?> FindLossAsync(CopiedTable table, CancellationToken cancellationToken)
    {
        var warnings = await target.RowsAsync("Reading warnings", "SHOW WARNINGS", cancellationToken).ConfigureAwait(false);
        return warnings
            .Where(warning => warning["Level"] != "Note" && !warning["Message"]!.Contains("deprecated", StringComparison.Ordinal))
            .Where(warning => warning["Code"] != DataTruncated || !table.Columns.Any(column =>
                column.MayHoldNoMember && warning["Message"]!.Contains($"'{column.Name}'", StringComparison.Ordinal)))
            .Select(warning => warning["Message"])
            .FirstOrDefault();
    }
}
