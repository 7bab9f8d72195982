using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>One server as it was found: whether it runs, whether it answers, and what it says of itself.</summary>
internal sealed class ExaminedServer : IAsyncDisposable
{
    // Somebody waits for this, and a server that takes longer for what is asked here is in trouble.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    private ExaminedServer(ServerSpec spec, bool? isRunning, ServerConnection? session, MySqlException? refusal)
    {
        Spec = spec;
        IsRunning = isRunning;
        Session = session;
        Refusal = refusal;
    }

    public ServerSpec Spec { get; }

    public string Name => Spec.Name;

    /// <summary>Whether its container or process runs; null where the engine does not say.</summary>
    public bool? IsRunning { get; }

    /// <summary>Null where it takes no connection, and from the moment on when it leaves a question unanswered.</summary>
    public ServerConnection? Session { get; private set; }

    /// <summary>Why it takes no connection.</summary>
    public MySqlException? Refusal { get; }

    /// <summary>What it left unanswered; null where it answered everything.</summary>
    public MySqlReplicationException? Silence { get; private set; }

    /// <summary>Its variables by name, and the end of its error log.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Log { get; private set; } = [];

    /// <summary>The value of the first of these variables that the server has; empty where it has none.</summary>
    public string Variable(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Variables.TryGetValue(name, out var value))
                return value;
        }

        return "";
    }

    public static async Task<ExaminedServer> LookAsync(
        Topology topology, ServerSpec spec, bool? isRunning, IServerEngine engine, TimeProvider clock, CancellationToken cancellationToken)
    {
        ServerConnection? session = null;
        MySqlException? refusal = null;
        try
        {
            session = await ServerConnection.OpenAsync(
                RunningServer.Of(topology, spec), AnswerLimit, new Deadline(clock, AnswerLimit), cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            refusal = exception;
        }

        var server = new ExaminedServer(spec, isRunning, session, refusal);
        await server.AskAsync(async asked =>
        {
            var rows = await asked.RowsAsync("Reading its variables", Dialects.DiagnosticQueries.Variables, cancellationToken).ConfigureAwait(false);
            server.Variables = rows.ToDictionary(row => row["Variable_name"]!, row => row["Value"] ?? "", StringComparer.OrdinalIgnoreCase);
        }).ConfigureAwait(false);
        try
        {
            server.Log = await engine.ReadLogAsync(topology, spec, ServerLog.EnoughLines, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MySqlReplicationException or IOException or UnauthorizedAccessException)
        {
            // There is none to show.
        }

        return server;
    }

    /// <summary>Asks something. After the first question that it leaves unanswered, it is not asked any more.</summary>
    public async Task AskAsync(Func<ServerConnection, Task> question)
    {
        if (Session is null)
            return;
        try
        {
            await question(Session).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception)
        {
            Silence = exception;
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Session is { } session)
            await session.DisposeAsync().ConfigureAwait(false);
        Session = null;
    }
}
