using System.Diagnostics;
using System.Globalization;

namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>macOS, where `ps` tells what processes there are.</summary>
internal sealed class MacProcesses : UnixProcesses
{
    // sockaddr_un has room for 104 bytes, the last of which is null.
    public override int LongestSocketPath => 103;

    // POSIX_SPAWN_SETSID and POSIX_SPAWN_CLOEXEC_DEFAULT.
    protected override short SpawnFlags => 0x4400;

    protected override int Append => 0x9;

    public override string? Birth(int id) =>
        // The time to the second, and the state, of which Z is that of a process that has ended and is not collected yet.
        Ps("-o", "state=", "-o", "lstart=", "-p", id.ToString(CultureInfo.InvariantCulture)) is [var line, ..] && line[0] != 'Z'
            ? line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim()
            : null;

    public override IReadOnlyList<string>? Arguments(int id) =>
        Ps("-ww", "-o", "args=", "-p", id.ToString(CultureInfo.InvariantCulture)) is [var line, ..] ? Words(line) : null;

    public override IEnumerable<(int Id, IReadOnlyList<string> Arguments)> All() =>
        from line in Ps("-A", "-ww", "-o", "pid=", "-o", "args=")
        let parts = line.Split(' ', 2)
        where parts.Length == 2
        select (int.Parse(parts[0], CultureInfo.InvariantCulture), Words(parts[1]));

    protected override IEnumerable<(int Id, int Parent)> Parents() =>
        from line in Ps("-A", "-o", "pid=", "-o", "ppid=")
        let parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where parts.Length == 2
        select (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));

    /// <summary>`ps` puts spaces between arguments and does not tell them from those within; an argument of ours begins with two hyphens.</summary>
    private static IReadOnlyList<string> Words(string line)
    {
        var parts = line.Split(" --");
        return [parts[0], .. parts.Skip(1).Select(part => "--" + part.TrimEnd())];
    }

    /// <summary>A column's empty header is written <c>name=</c>; what follows in the same argument would be the header.</summary>
    private static string[] Ps(params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/ps", arguments) { RedirectStandardOutput = true };
        // A time is told apart from others by its text, which must not depend on who asks.
        (start.Environment["LC_ALL"], start.Environment["TZ"]) = ("C", "UTC");
        using var ps = System.Diagnostics.Process.Start(start)!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        ps.WaitForExit();
        return lines;
    }
}
