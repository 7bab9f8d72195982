using System.Diagnostics;
using System.Globalization;

namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>macOS, where `ps` tells what processes there are.</summary>
internal sealed class MacProcesses : UnixProcesses
{
    // sockaddr_un has room for 104 bytes, the last of which is null.
    public override int LongestSocketPath => 103;

    protected override short NewSession => 0x400;

    protected override int Append => 0x9;

    public override string? Birth(int id) =>
        // The time to the second, and the state, of which Z is that of a process that has ended and is not collected yet.
        Ps("-o", "state=,lstart=", "-p", id.ToString(CultureInfo.InvariantCulture)) is [var line, ..] && line[0] != 'Z'
            ? line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim()
            : null;

    public override IReadOnlyList<string>? Arguments(int id) =>
        Ps("-ww", "-o", "args=", "-p", id.ToString(CultureInfo.InvariantCulture)) is [var line, ..] ? Words(line) : null;

    public override IEnumerable<(int Id, IReadOnlyList<string> Arguments)> All() =>
        from line in Ps("-A", "-ww", "-o", "pid=,args=")
        let parts = line.Split(' ', 2)
        where parts.Length == 2
        select (int.Parse(parts[0], CultureInfo.InvariantCulture), Words(parts[1]));

    /// <summary>`ps` puts spaces between arguments and does not tell them from those within; an argument of ours begins with two hyphens.</summary>
    private static IReadOnlyList<string> Words(string line)
    {
        var parts = line.Split(" --");
        return [parts[0], .. parts.Skip(1).Select(part => "--" + part.TrimEnd())];
    }

    private static string[] Ps(params string[] arguments)
    {
        using var ps = System.Diagnostics.Process.Start(new ProcessStartInfo("/bin/ps", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        ps.WaitForExit();
        return lines;
    }
}
