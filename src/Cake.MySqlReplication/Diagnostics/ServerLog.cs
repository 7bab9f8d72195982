using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Diagnostics;

/// <summary>Reads in a server's error log why it did not start.</summary>
internal static partial class ServerLog
{
    /// <summary>So many lines from the end hold the cause, as a rule.</summary>
    public const int EnoughLines = 200;

    private const int TailLines = 20;

    private const string Silenced = "The server does not listen where it is looked for: remove skip-networking, bind-address and port from --server-option.";

    private static readonly (Regex Line, string Remedy)[] Known =
    [
        (UnknownOption(), "The server does not know this option: remove it, or mend its name, in --server-option."),
        (Of(@"no space left on device|errno: 28|error:? (number )?28\b|\bdisk is full|disk full|write to file .* failed at offset|cannot set log file .* to size"), "The disk is full: make room where the base folder and the engine's data are."),
        (Of(@"permission denied|errno: 13\b|could not open required defaults file|error in defaults handling"), "The server may not read or write a file: check the rights of the base folder, and SELinux or AppArmor."),
        (Of(@"cannot allocate memory|out of memory"), "There is not enough memory: give the engine more, or lower innodb_buffer_pool_size by --server-option."),
        (Of(@"address already in use|bind on tcp/ip port"), "Another program listens on the server's port: stop it, or choose another port."),
        (Of(@"wrong value|error while setting value|is not a valid value|invalid value"), "The server does not take this value: mend it in --server-option."),
        (Of(@"read-only option so it cannot"), "The server was read-only before it had its accounts: remove read_only and super_read_only from --server-option. Replicas are made read-only once they are configured."),
        (Of(@"upgrade.*not supported|downgrade|unsupported redo log format|created by a later version"), "The data directory is of another server version: run --target=Teardown, then start afresh."),
        (Of(@"corrupt|checksum mismatch"), "The data directory is damaged: run --target=Teardown, then start afresh."),
    ];

    /// <summary>The cause as far as it is known, and the end of the log.</summary>
    /// <param name="lines">The end of the log, oldest first.</param>
    /// <param name="options">
    /// The options that were asked for, as name=value, of a server that runs and does not answer: the log of such a one
    /// holds no error.
    /// </param>
    public static string Explain(IReadOnlyList<string> lines, params IEnumerable<string> options)
    {
        var silencing = options.Where(option => Silencing().IsMatch(option)).Select(option => $"{option} {Silenced}").FirstOrDefault();
        if (lines.Count == 0)
            return (silencing is null ? "" : Environment.NewLine + "Cause: " + silencing + Environment.NewLine) + " Its error log is empty.";

        var cause = FindCause(lines) ?? silencing ?? Deaf(lines);
        var tail = string.Concat(lines.TakeLast(TailLines).Select(line => Environment.NewLine + "  | " + line.TrimEnd()));
        return (cause is null ? "" : Environment.NewLine + "Cause: " + cause) + Environment.NewLine + "The end of its error log:" + tail;
    }

    /// <summary>The line that tells why the server ended, with its remedy; null where none is known.</summary>
    public static string? FindCause(IReadOnlyList<string> lines) =>
        lines.Where(line => Errors().IsMatch(line)).Select(Cause).FirstOrDefault(text => text is not null);

    /// <summary>The last report of readiness, where it names no port. An image's temporary server has none either, but reports first.</summary>
    private static string? Deaf(IReadOnlyList<string> lines) =>
        lines.LastOrDefault(line => line.Contains("port: ", StringComparison.Ordinal)) is { } ready && NoPort().IsMatch(ready)
            ? Prefix().Replace(ready.Trim(), "") + " " + Silenced
            : null;

    private static string? Cause(string line)
    {
        var remedy = Known.FirstOrDefault(known => known.Line.IsMatch(line)).Remedy;
        return remedy is null ? null : Prefix().Replace(line.Trim(), "") + " " + remedy;
    }

    private static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\berror\b|\bfailed\b|cannot|can't", RegexOptions.IgnoreCase)]
    private static partial Regex Errors();

    [GeneratedRegex(@"unknown (variable|option)|ambiguous option", RegexOptions.IgnoreCase)]
    private static partial Regex UnknownOption();

    // Option files take dashes and underscores, and a prefix for options that may be unknown.
    [GeneratedRegex(@"^(loose[-_])?(skip[-_]networking(=(1|on|true))?|bind[-_]address(=.*)?|port(=.*)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Silencing();

    [GeneratedRegex(@"\bport: 0\b")]
    private static partial Regex NoPort();

    // Time stamp, thread, level, code and subsystem: 2026-01-02T03:04:05.678901Z 0 [ERROR] [MY-000067] [Server] ...
    [GeneratedRegex(@"^[\d\-+T: .Z/]+(\[\w+\]\s*)*(\[MY-\d+\]\s*)?(\[\w+\]\s*)?")]
    private static partial Regex Prefix();
}
