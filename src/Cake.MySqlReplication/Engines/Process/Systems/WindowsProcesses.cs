using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>Windows, where servers write no unix socket, and processes are only ended by force.</summary>
internal sealed partial class WindowsProcesses : IProcessSystem
{
    private static readonly Lock Starting = new();

    // Who holds a process open can ask how it ended.
    private readonly ConcurrentDictionary<int, System.Diagnostics.Process> _started = new();

    public int LongestSocketPath => int.MaxValue;

    /// <summary>
    /// Without it MySQL is two processes, of which the one that is started only watches over the server:
    /// https://dev.mysql.com/doc/refman/8.4/en/server-options.html#option_mysqld_no-monitor. MariaDB has no such thing.
    /// </summary>
    public IReadOnlyList<(string Name, string Value)> ServerOptions(bool isDurable) => [("loose_no_monitor", "1")];

    public ServerAccount? FindAccount() => null;

    public int Start(DetachedCommand command)
    {
        // Without a window it has a console of its own, which Ctrl-C in the build's does not reach. Errors go to the log
        // that the server's options name.
        var start = new ProcessStartInfo(command.Words[0], command.Words.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = command.Input is not null,
        };
        start.Environment.Clear();
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;
        try
        {
            var process = StartAlone(start);
            _started[process.Id] = process;
            if (command.Input is not null)
            {
                process.StandardInput.Write(File.ReadAllText(command.Input));
                process.StandardInput.Close();
            }

            return process.Id;
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{command.Words[0]} could not be started: {exception.Message}", exception);
        }
    }

    /// <summary>None: there, a process is ended together with what it has started.</summary>
    public IReadOnlyList<int> Descendants(int id) => [];

    public string? Birth(int id) =>
        Ask(id, process => process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture));

    public string? HowEnded(int id) =>
        _started.TryGetValue(id, out var process) && process.HasExited ? $"ended with exit code {process.ExitCode}" : null;

    // Only by interfaces that need privileges. The time of the start has to do.
    public IReadOnlyList<string>? Arguments(int id) => null;

    public IEnumerable<(int Id, IReadOnlyList<string> Arguments)> All() => [];

    public void End(int id, bool atOnce) => Ask(id, process =>
    {
        process.Kill();
        return "";
    });

    public void Give(string path, ServerAccount account)
    {
    }

    public IReadOnlyList<string> OutOfReach(IReadOnlyList<string> paths, ServerAccount account) => [];

    /// <summary>
    /// Starts a process that does not get the build's own input and output: who reads the build's output through a pipe would
    /// wait for the servers' end, too. .NET hands on all that can be, so for the moment that cannot.
    /// </summary>
    private static System.Diagnostics.Process StartAlone(ProcessStartInfo start)
    {
        const uint Inherit = 1;
        lock (Starting)
        {
            var handedOn = new[] { -10, -11, -12 }
                .Select(NativeMethods.GetStdHandle)
                .Where(handle => NativeMethods.GetHandleInformation(handle, out var flags) && (flags & Inherit) != 0)
                .ToList();
            try
            {
                handedOn.ForEach(handle => NativeMethods.SetHandleInformation(handle, Inherit, 0));
                return System.Diagnostics.Process.Start(start)!;
            }
            finally
            {
                handedOn.ForEach(handle => NativeMethods.SetHandleInformation(handle, Inherit, Inherit));
            }
        }
    }

    private static string? Ask(int id, Func<System.Diagnostics.Process, string?> question)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return question(process);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
        catch (Win32Exception exception)
        {
            throw new UnauthorizedAccessException($"the process {id} belongs to another account", exception);
        }
    }

    private static partial class NativeMethods
    {
        [LibraryImport("kernel32")]
        public static partial nint GetStdHandle(int standard);

        [LibraryImport("kernel32")]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static partial bool GetHandleInformation(nint handle, out uint flags);

        [LibraryImport("kernel32")]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static partial bool SetHandleInformation(nint handle, uint mask, uint flags);
    }
}
