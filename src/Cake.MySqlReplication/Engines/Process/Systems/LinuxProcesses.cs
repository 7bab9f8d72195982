using System.Globalization;

namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>Linux, which tells everything about processes in /proc: https://man7.org/linux/man-pages/man5/proc.5.html.</summary>
internal sealed class LinuxProcesses : UnixProcesses
{
    // Fields of /proc/<id>/stat, counted from the one that follows the name.
    private const int State = 0;
    private const int Parent = 1;
    private const int Threads = 17;
    private const int StartTime = 19;

    private readonly Lazy<string> _boot = new(() => Read("/proc/sys/kernel/random/boot_id").Trim());

    // sockaddr_un has room for 108 bytes, the last of which is null.
    public override int LongestSocketPath => 107;

    protected override short SpawnFlags => 0x80;

    protected override int Append => 0x401;

    /// <summary>
    /// Native asynchronous I/O is a scarce thing (fs.aio-max-nr) that containers and file systems may lack. Servers do
    /// without it, at no loss that a build would notice.
    /// </summary>
    public override IReadOnlyList<(string Name, string Value)> ServerOptions(bool isDurable) => [.. base.ServerOptions(isDurable), ("innodb_use_native_aio", "OFF")];

    /// <summary>
    /// The boot, and the ticks from it to the start of the process. What has ended and is not collected yet is gone, once
    /// its last thread is: until then it has its ports and files.
    /// </summary>
    public override string? Birth(int id)
    {
        var fields = Fields(id);
        return fields.Length > StartTime && (fields[State] is not ("Z" or "X") || fields[Threads] is not ("0" or "1")) ? $"{_boot.Value}/{fields[StartTime]}" : null;
    }

    public override IReadOnlyList<string>? Arguments(int id) =>
        Read($"/proc/{id}/cmdline") is { Length: > 0 } text ? text.TrimEnd('\0').Split('\0') : null;

    public override IEnumerable<(int Id, IReadOnlyList<string> Arguments)> All()
    {
        foreach (var id in Ids())
        {
            if (Arguments(id) is { } arguments)
                yield return (id, arguments);
        }
    }

    protected override IEnumerable<(int Id, int Parent)> Parents() =>
        from id in Ids()
        let fields = Fields(id)
        where fields.Length > Parent
        select (id, int.Parse(fields[Parent], CultureInfo.InvariantCulture));

    private static IEnumerable<int> Ids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                yield return id;
        }
    }

    private static string[] Fields(int id)
    {
        var stat = Read($"/proc/{id}/stat");
        // The name may itself hold spaces and parentheses.
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
