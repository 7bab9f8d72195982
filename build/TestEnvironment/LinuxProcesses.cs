using System.Globalization;
using System.Runtime.InteropServices;

namespace Build.TestEnvironment;

internal enum LinuxSignal
{
    Terminate = 15,
    Kill = 9,
}

/// <summary>What /proc tells of the processes on this machine.</summary>
internal static class LinuxProcesses
{
    /// <summary>The processes that have <paramref name="text"/> in one of their arguments.</summary>
    public static IReadOnlyList<int> WithArgumentContaining(string text) =>
        [.. All().Where(id => id != Environment.ProcessId && Arguments(id).Any(argument => argument.Contains(text, StringComparison.Ordinal)))];

    /// <summary>The running processes of a program of this file name.</summary>
    public static IReadOnlyList<int> Named(string program) =>
        [.. All().Where(id => IsRunning(id) && Arguments(id) is [var path, ..] && Path.GetFileName(path) == program)];

    /// <summary>The process's arguments; none if there is no such process.</summary>
    public static IReadOnlyList<string> Arguments(int id) => Read(id, "cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>When the process started, in ticks since the machine did; with the id it names a process for good. Null if there is none.</summary>
    public static string? StartTime(int id) => Stat(id)?[19];

    public static IReadOnlyList<int> WithDescendants(int id)
    {
        var parents = All().Select(each => (Id: each, Parent: Stat(each)?[1])).ToList();
        var family = new List<int> { id };
        for (var index = 0; index < family.Count; index++)
        {
            var parent = family[index].ToString(CultureInfo.InvariantCulture);
            family.AddRange(parents.Where(each => each.Parent == parent).Select(each => each.Id));
        }

        return family;
    }

    public static void Signal(int id, LinuxSignal signal) => _ = NativeMethods.Kill(id, (int)signal);

    /// <summary>Whether the process runs; one that only waits to be collected by its parent does not.</summary>
    public static bool IsRunning(int id) => Stat(id) is [not ("Z" or "X"), ..];

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    /// <summary>The fields that follow the program's name, which may itself hold spaces and parentheses.</summary>
    private static string[]? Stat(int id)
    {
        var text = Read(id, "stat");
        var end = text.LastIndexOf(')');
        return end < 0 ? null : text[(end + 2)..].Split(' ');
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int id, int signal);
    }
}
