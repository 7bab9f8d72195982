using System.Globalization;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>An applier that stopped: its own error, that of its workers, and the events that it stands at.</summary>
internal static class ApplierFindings
{
    private const int LogLines = 3;

    public static async Task AddAsync(FindingList findings, ExaminedLink link, CancellationToken cancellationToken)
    {
        var (name, status, replica) = (link.Replica.Name, link.Status, link.Replica.Session!);
        if (status.Applier == "Yes")
            return;

        if (status.ApplierErrorNumber == 0)
        {
            findings.Error(name, FindingKind.ApplierStopped, $"The applier (SQL thread) of {name} is stopped, and no error is recorded: somebody stopped it.",
                "Run --target=Repair: it starts it.", [$"applier (SQL thread) {status.Applier} at {status.Applied}"], link.Link.Channel);
            return;
        }

        var workers = await WorkersAsync(replica, link.Link.Channel, cancellationToken).ConfigureAwait(false);
        var text = workers.Count > 0 ? workers[0].Text : status.ApplierError;
        var meaning = Meaning(workers.Count > 0 ? workers[0].Number : status.ApplierErrorNumber, text);
        IReadOnlyList<string> events = [];
        await link.Source.AskAsync(async source => events = await EventPlaces.InSourceAsync(source, status, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (events.Count == 0)
            events = await EventPlaces.InRelayLogAsync(replica, status, link.Link.Channel, cancellationToken).ConfigureAwait(false);
        findings.Error(
            name,
            meaning.Kind,
            $"{meaning.Cause} ({name}, error {status.ApplierErrorNumber})",
            await ConcreteRemedy.ForAsync(meaning, text, link, cancellationToken).ConfigureAwait(false),
            [
                $"applier (SQL thread) error {status.ApplierErrorNumber} at {status.Applied}: {status.ApplierError}",
                .. workers.Select(worker => $"worker: error {worker.Number}: {worker.Text}"),
                .. events.Select(text => "event: " + text),
                .. link.Replica.Log.Where(line => line.Contains("[ERROR]", StringComparison.Ordinal)).TakeLast(LogLines).Select(line => "log: " + line),
            ],
            link.Link.Channel);
    }

    private static ErrorMeaning Meaning(int number, string text)
    {
        var known = ReplicationErrors.Find(number, text)
            ?? new ErrorMeaning(FindingKind.OtherError, "The applier (SQL thread) stopped with an error.",
                "Mend what the server complains of and run --target=Repair: it starts the applier. --repair=skip leaves the change out. " + ReplicationErrors.Rebuild);
        return text.Contains("No space left", StringComparison.OrdinalIgnoreCase) || text.Contains("errno: 28", StringComparison.Ordinal)
            ? ReplicationErrors.Find(1021, text)!
            : known;
    }

    /// <summary>With several workers the status only says that one of them failed. Servers that have none lack the table.</summary>
    private static async Task<IReadOnlyList<(int Number, string Text)>> WorkersAsync(ServerConnection replica, string channel, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await replica.RowsAsync("Reading the workers' errors", DiagnosticQueries.WorkerErrors(channel), cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => (int.Parse(row["LAST_ERROR_NUMBER"]!, CultureInfo.InvariantCulture), row["LAST_ERROR_MESSAGE"] ?? ""))];
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsMissingTable(exception))
        {
            return [];
        }
    }
}
