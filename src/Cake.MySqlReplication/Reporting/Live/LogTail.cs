using System.Text.RegularExpressions;
using Cake.MySqlReplication.Diagnostics;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>Looks again and again what servers that start write to their logs. Looking may cost a run of the Docker client, so it takes a tenth of the time at most.</summary>
/// <param name="read">Reads the end of a server's log.</param>
/// <param name="clock">Measures.</param>
internal sealed partial class LogTail(Func<string, CancellationToken, Task<IReadOnlyList<string>>> read, TimeProvider clock)
{
    private const int Share = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="servers">Those to look at now.</param>
    /// <param name="hear">Is told the last line of each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FollowAsync(Func<IEnumerable<string>> servers, Action<string, string> hear, CancellationToken cancellationToken)
    {
        for (var pause = Pause; ;)
        {
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            var start = clock.GetTimestamp();
            foreach (var server in servers().ToList())
                hear(server, await LastLineAsync(server, cancellationToken).ConfigureAwait(false));
            pause = Pause + (clock.GetElapsedTime(start) * Share);
        }
    }

    /// <summary>A line without its time, its thread and its marks, without passwords, and without anything that a terminal would obey.</summary>
    internal static string Plain(string line)
    {
        var text = Marks().Replace(Controls().Replace(line, ""), "").Trim();
        return SecretMask.Apply(text);
    }

    private async Task<string> LastLineAsync(string server, CancellationToken cancellationToken)
    {
        try
        {
            var lines = await read(server, cancellationToken).ConfigureAwait(false);
            return Plain(lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "");
        }
        catch (Exception exception) when (exception is MySqlReplicationException or IOException or UnauthorizedAccessException)
        {
            // There is no log yet, or none any more. That is no matter here.
            return "";
        }
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\p{C}")]
    private static partial Regex Controls();

    // 2026-11-23T15:54:04.123456Z 0 [System] [MY-010931] [Server] …; 261123 15:54:04 [Note] …; 2026-11-23 15:54:04 1 [Note] …;
    // containers' scripts: 2026-11-23 15:54:04+00:00 [Note] [Entrypoint]: …
    [GeneratedRegex(@"^(\d{6}|\d{4}-\d\d-\d\d)[T ]\s*\d?\d:\d\d:\d\d\S*(\s+(0x)?[0-9a-f]+\b)*(\s*\[[^\]]*\]:?)*")]
    private static partial Regex Marks();
}
