using System.Globalization;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>A server that does not run, does not answer, or runs without its configuration.</summary>
internal static class ServerFindings
{
    private const int LogLines = 15;
    private const int ErrorLines = 5;

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);

    public static async Task AddAsync(
        FindingList findings, Topology topology, ExaminedServer server, IServerEngine engine, CancellationToken cancellationToken)
    {
        if (server.Refusal is { } refusal)
        {
            if (server.IsRunning == false)
                AddDown(findings, server, await HowEndedAsync(topology, server, engine, cancellationToken).ConfigureAwait(false));
            else
                AddRefusal(findings, server, refusal);
        }

        AddConfiguration(findings, topology, server);
    }

    /// <summary>A question that was refused is the server's error; one that was left unanswered is its silence.</summary>
    public static void AddUnanswered(FindingList findings, ExaminedServer server, MySqlReplicationException failure)
    {
        if (failure.InnerException is MySqlException { ErrorCode: not MySqlErrorCode.CommandTimeoutExpired, IsTransient: false })
            findings.Error(server.Name, FindingKind.OtherError, $"{server.Name} refused to tell how it is doing.", "Mend what it complains of, and run --target=Diagnose again.", [failure.Message]);
        else
            AddSilence(findings, server, failure.Message);
    }

    private static void AddSilence(FindingList findings, ExaminedServer server, string evidence) => findings.Error(
        server.Name, FindingKind.ServerSilent, $"{server.Name} runs and does not answer: it hangs, or waits for a disk that is full.",
        "SHOW FULL PROCESSLIST there shows what it does. Make room where its disk is full, or restart it, and run --target=Diagnose again.",
        [evidence, .. Tail(server)]);

    private static void AddDown(FindingList findings, ExaminedServer server, string how)
    {
        var known = ServerLog.FindCause(server.Log);
        findings.Error(
            server.Name,
            FindingKind.ServerDown,
            $"{server.Name} does not run: {how}." + (known is null ? "" : " " + known),
            "Run --target=Repair: it starts what is down. If it ends again, its error log says why.",
            Tail(server));
    }

    private static void AddRefusal(FindingList findings, ExaminedServer server, MySqlException refusal)
    {
        switch (refusal.ErrorCode)
        {
            case MySqlErrorCode.AccessDenied:
                findings.Error(server.Name, FindingKind.ServerSilent, $"{server.Name} refuses root: somebody changed its password.",
                    "Change it back, or run --target=Teardown and start afresh.", [refusal.Message]);
                break;
            case MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections:
                findings.Error(server.Name, FindingKind.NoConnectionLeft, $"{server.Name} has no connection left.",
                    "End sessions on it, and ask for more with --server-option=max_connections=… from the next start on.", [refusal.Message]);
                break;
            default:
                AddSilence(findings, server, refusal.Message);
                break;
        }
    }

    /// <summary>A server ignores an option file that all the world may write, with a warning that nobody reads.</summary>
    private static void AddConfiguration(FindingList findings, Topology topology, ExaminedServer server)
    {
        var mode = OpenMode(topology.Paths.OptionFile(server.Name));
        var planned = server.Spec.ServerId.ToString(CultureInfo.InvariantCulture);
        var actual = server.Variable("server_id");
        // It stands in the option file and nowhere else, and cannot be changed while the server runs.
        var hasRead = server.Variable("report_host") == server.Name;
        if (server.Variables.Count > 0 && !hasRead && actual != planned)
        {
            findings.Error(
                server.Name,
                FindingKind.ConfigurationIgnored,
                $"{server.Name} has not read its mysqld.cnf: it runs with server_id {actual} where {planned} is configured." +
                (mode is null ? "" : " All the world may write that file, and a server ignores such a one."),
                "Run --target=Repair: it writes the file anew, with the rights that it needs, and restarts the server with its data. " +
                "In a container, the image must read /etc/mysql/conf.d.",
                [.. mode is null ? Array.Empty<string>() : [mode], .. server.Log.Where(line => line.Contains("orld-writable", StringComparison.Ordinal)).Take(1)]);
        }
        else if (mode is not null)
        {
            findings.Warn(
                server.Name,
                FindingKind.ConfigurationIgnored,
                $"All the world may write the mysqld.cnf of {server.Name}: at its next start it will ignore it.",
                "Run --target=VerifySync: it gives the file the rights that it needs.",
                [mode]);
        }
    }

    /// <summary>The rights of a file that all the world may write; null for any other.</summary>
    private static string? OpenMode(string file)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file))
            return null;
        var mode = File.GetUnixFileMode(file);
        return mode.HasFlag(UnixFileMode.OtherWrite) ? $"{file} has the mode {Convert.ToString((int)mode, 8)}" : null;
    }

    private static async Task<string> HowEndedAsync(Topology topology, ExaminedServer server, IServerEngine engine, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndLimit);
        try
        {
            return await engine.WaitForExitAsync(topology, server.Spec, isExpected: true, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is PortTakenException or MySqlReplicationException)
        {
            return exception.Message.TrimEnd('.');
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it has just ended or started";
        }
    }

    /// <summary>The end of the error log, and the errors before it: what follows an error may be long.</summary>
    private static IEnumerable<string> Tail(ExaminedServer server)
    {
        var earlier = server.Log.SkipLast(LogLines).Where(line => line.Contains("[ERROR]", StringComparison.Ordinal)).TakeLast(ErrorLines);
        return earlier.Concat(server.Log.TakeLast(LogLines)).Select(line => "log: " + line);
    }
}
