using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>Windows, where servers write no unix socket, and processes are only ended by force.</summary>
internal sealed class WindowsProcesses : IProcessSystem
{
    public int LongestSocketPath => int.MaxValue;

    // O_DIRECT, which option files have for other systems, is no value here.
    public IReadOnlyList<(string Name, string Value)> ServerOptions => [("innodb_flush_method", "normal")];

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
            using var process = System.Diagnostics.Process.Start(start)!;
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

    public string? Birth(int id) =>
        Ask(id, process => process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture));

    public string? HowEnded(int id) => null;

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
}
