using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Asks a program what it is. Its name proves nothing: on Debian, <c>mysqld</c> is MariaDB's.</summary>
internal static class ServerProbe
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Its version, or else the reason why there is none.</summary>
    public static async Task<(ServerVersion? Version, string Reason)> AskAsync(
        string program,
        IReadOnlyList<string> loader,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken,
        string? optionFile = null)
    {
        // The machine's own option files are none of our business, and a broken one would break this.
        string[] words = [.. loader, program, optionFile is null ? "--no-defaults" : "--defaults-file=" + optionFile, "--version"];
        ToolOutcome asked;
        try
        {
            asked = await ToolRun.RunAsync(words[0], words[1..], Deadline, cancellationToken, variables).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception)
        {
            return (null, exception.Message);
        }

        if (asked.Succeeded && Parse(asked.Output) is { } version)
            return (version, "");
        var complaint = asked.Complaint;
        return (null, complaint.Contains("error while loading shared libraries", StringComparison.Ordinal)
            ? $"it lacks a library ({complaint[(complaint.LastIndexOf("libraries:", StringComparison.Ordinal) + 10)..].Trim()}); install the package that holds it"
            : $"`{program} --version` says: {complaint}");
    }

    /// <summary>Reads such as <c>/opt/x/bin/mysqld  Ver 9.7.4 for Linux on x86_64</c>, where the path may hold numbers of its own.</summary>
    internal static ServerVersion? Parse(string output)
    {
        var start = output.IndexOf(" Ver ", StringComparison.Ordinal);
        // As the clients of MariaDB 11 say it: mariadb-dump from 11.8.6-MariaDB, client 10.19.
        if (start < 0)
            start = output.IndexOf(" from ", StringComparison.Ordinal);
        return start < 0 ? null : ServerVersion.Parse(output[start..]);
    }
}
