using System.Diagnostics;
using System.Globalization;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>Servers as processes, seen through /proc.</summary>
internal sealed class ProcessProbe(Sandbox sandbox) : IServerProbe
{
    public string SourceHost => "127.0.0.1";

    /// <summary>The process that a server is.</summary>
    public int IdOf(string server) => Processes().Single(process => process.Arguments.Contains($"{sandbox.Base}/{server}/mysqld.cnf", StringComparison.Ordinal)).Id;

    public async Task<string> IdentityAsync(string server)
    {
        var id = IdOf(server);
        var stat = await File.ReadAllTextAsync($"/proc/{id}/stat");
        return $"{id} {stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]}";
    }

    public async Task KillAsync(string server)
    {
        var id = IdOf(server);
        using var process = Process.GetProcessById(id);
        process.Kill();
        // As a child of the tests it stays in the list until it is collected, but without threads.
        while (Read($"/proc/{id}/stat") is { Length: > 0 } stat && !HasEnded(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')))
            await Task.Delay(5);
    }

    /// <summary>All that is not kept from other accounts: files that all may read, and what the process was started with.</summary>
    public Task<IReadOnlyDictionary<string, string>> PublicTextsAsync(string server)
    {
        var folder = Path.Combine(sandbox.Base, server);
        var texts = Directory.GetFiles(folder)
            .Where(file => OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead))
            .ToDictionary(file => file, File.ReadAllText);
        texts[$"the environment of {server}"] = File.ReadAllText($"/proc/{IdOf(server)}/environ");
        return Task.FromResult<IReadOnlyDictionary<string, string>>(texts);
    }

    public Task<IReadOnlyList<string>> TracesAsync()
    {
        var key = new TopologyId(sandbox.Name, sandbox.Base).Key;
        IReadOnlyList<string> traces =
        [
            .. Processes().Select(process => process.Arguments),
            .. Directory.GetFileSystemEntries(Path.GetTempPath(), $"*{key}*"),
        ];
        return Task.FromResult(traces);
    }

    private IEnumerable<(int Id, string Arguments)> Processes() =>
        from folder in Directory.GetDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let arguments = Read(Path.Combine(folder, "cmdline")).Replace('\0', ' ')
        where arguments.Contains($"--datadir=", StringComparison.Ordinal) && arguments.Contains(sandbox.Base + "/", StringComparison.Ordinal)
        select (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), arguments);

    /// <summary>A zombie with no thread left: the first of a process's threads may be one before the others.</summary>
    private static bool HasEnded(string[] fields) => fields[0] == "Z" && fields[17] is ("0" or "1");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process has ended.
            return "";
        }
    }
}
