using System.Globalization;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Verification.Rows;
using Cake.MySqlReplication.Verification.Schemas;
using MySqlConnector;

namespace Cake.MySqlReplication.Verification;

/// <summary>Compares what a replica holds with what its source does: schemas, and at the full level the rows of all tables.</summary>
internal static class ContentComparison
{
    /// <summary>Differences that are told; a replica that holds another database altogether has thousands.</summary>
    private const int MostTold = 10;

    /// <summary>How often tables are compared again that differ, or that were altered meanwhile.</summary>
    private const int Rounds = 4;

    /// <param name="link">Who is compared with whom.</param>
    /// <param name="level">Full for the rows of tables, too.</param>
    /// <param name="clock">What deadlines count by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">It could not be compared; the message says why.</exception>
    public static async Task<ContentResult> CompareAsync(ComparedLink link, VerifyLevel level, TimeProvider clock, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, link.Limit, "--sync-timeout");
        // Sessions of its own: several links are compared at once.
        await using var source = await ConnectAsync(link.Source, deadline, cancellationToken).ConfigureAwait(false);
        await using var replica = await ConnectAsync(link.Replica, deadline, cancellationToken).ConfigureAwait(false);
        var check = new SchemaCheck(link, source, replica, clock);
        var (schema, own, other) = await check.RunAsync(cancellationToken).ConfigureAwait(false);
        var layers = new List<VerificationLayer>
        {
            new("schema", schema.Count == 0, schema.Count == 0 ? $"{Number(own.Items.Count)} objects are equal" : $"{Number(schema.Count)} difference(s)"),
        };
        var differences = schema.Take(MostTold).Select(difference => Of(difference, link)).ToList();
        var problems = differences.ConvertAll(difference => difference.ToString());
        if (schema.Count > MostTold)
            problems.Add($"And {Number(schema.Count - MostTold)} further differences of the schema.");
        if (level == VerifyLevel.Full)
        {
            var start = clock.GetTimestamp();
            var tables = TableShape.Of(own, other).ToLookup(check.IsShared);
            var data = await CompareRowsAsync(link, check, [.. tables[false]], clock, cancellationToken).ConfigureAwait(false);
            layers.Add(Layer(data, tables[true].Count(), clock.GetElapsedTime(start)));
            differences.AddRange(data.Differences.Take(MostTold));
            problems.AddRange(data.Differences.Take(MostTold).Select(difference => difference.ToString()));
            if (data.Differences.Count > MostTold)
                problems.Add($"And {Number(data.Differences.Count - MostTold)} further tables whose rows differ.");
            if (data.Unsettled.Count > 0)
                problems.Add($"{data.Unsettled[0]} was altered each time that its rows were to be compared. Run the same target again when nobody alters tables.");
        }

        return new ContentResult(layers, differences, problems);
    }

    /// <exception cref="MySqlReplicationException">The server does not answer.</exception>
    public static async Task<ServerConnection> ConnectAsync(RunningServer server, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await ServerConnection.OpenAsync(server, deadline.Limit, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException exception)
        {
            throw StatementFailure.Of(server, "Connecting to compare contents", exception, isLost: false, deadline);
        }
    }

    /// <summary>A table counts as different when it is so at two points, each of which is consistent.</summary>
    private static async Task<DataResult> CompareRowsAsync(
        ComparedLink link, SchemaCheck check, IReadOnlyList<TableShape> tables, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (compared, rows) = (0, 0L);
        var suspects = new HashSet<string>(StringComparer.Ordinal);
        var differences = new List<ContentDifference>();
        IReadOnlyList<TableShape> unsettled = [];
        for (var round = 0; round < Rounds && tables.Count > 0; round++)
        {
            var results = new List<DataResult>();
            // Those that have no snapshots are locked while they are compared.
            foreach (var group in tables.GroupBy(table => table.IsTransactional).OrderByDescending(group => group.Key))
                results.Add(await new DataComparison(link, clock).CompareAsync([.. group], cancellationToken).ConfigureAwait(false));

            if (round == 0)
                (compared, rows) = (results.Sum(result => result.Tables), results.Sum(result => result.Rows));
            var found = results.SelectMany(result => result.Differences).ToList();
            differences.AddRange(found.Where(difference => suspects.Contains(Name(difference))));
            unsettled = [.. results.SelectMany(result => result.Unsettled)];
            var again = found.Select(Name).Where(suspects.Add).Concat(unsettled.Select(table => table.ToString())).ToHashSet();
            if (again.Count == 0)
                break;
            var (_, source, replica) = await check.RunAsync(cancellationToken).ConfigureAwait(false);
            tables = [.. TableShape.Of(source, replica).Where(table => again.Contains(table.ToString()))];
            if (tables.Count == 0)
                unsettled = [];
        }

        return new DataResult(compared, rows, differences, unsettled);
    }

    private static string Name(ContentDifference difference) => $"{difference.Schema}.{difference.Table}";

    /// <param name="data">What was found.</param>
    /// <param name="shared">How many tables were left out, because no single source tells what they should hold.</param>
    /// <param name="took">How long it took.</param>
    private static VerificationLayer Layer(DataResult data, int shared, TimeSpan took)
    {
        var size = $"{Number(data.Rows)} rows in {Number(data.Tables)} tables{(shared > 0 ? $", without {Number(shared)} that several sources fill," : "")}";
        var duration = string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s");
        return data switch
        {
            { Differences.Count: > 0 } => new("data", false, $"rows of {Number(data.Differences.Count)} table(s) differ; {size} compared in {duration}"),
            { Unsettled.Count: > 0 } => new("data", false, $"{Number(data.Unsettled.Count)} table(s) were altered while they were compared"),
            _ => new("data", true, $"{size} are equal, in {duration}"),
        };
    }

    private static ContentDifference Of(SchemaDifference difference, ComparedLink link) => new()
    {
        Server = link.Replica.Name,
        Schema = difference.Item.Schema,
        Table = difference.Item.Table,
        Description = difference.Describe(link.Source.Name, link.Replica.Name),
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
