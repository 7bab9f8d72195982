using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>What Linux and macOS have in common.</summary>
internal abstract partial class UnixProcesses : IProcessSystem
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int WithoutWaiting = 1;
    private const int NotPermitted = 1;
    private static readonly string[] Accounts = ["mysql", "_mysql", "nobody"];

    // How children of this process ended: the system tells it once.
    private readonly ConcurrentDictionary<int, string> _ended = new();

    public abstract int LongestSocketPath { get; }

    public virtual IReadOnlyList<(string Name, string Value)> ServerOptions(bool isDurable) => PageOptions.Of(isDurable);

    /// <summary>Flags of posix_spawn for a session of its own and, where there is one, for closing all descriptors that are not named.</summary>
    protected abstract short SpawnFlags { get; }

    protected abstract int Append { get; }

    public int Start(DetachedCommand command)
    {
        var id = PosixSpawn.Start(command, SpawnFlags, Append);
        _ended.TryRemove(id, out _);
        return id;
    }

    public abstract string? Birth(int id);

    public abstract IReadOnlyList<string>? Arguments(int id);

    public abstract IEnumerable<(int Id, IReadOnlyList<string> Arguments)> All();

    /// <summary>All processes, each with the one that it belongs to.</summary>
    protected abstract IEnumerable<(int Id, int Parent)> Parents();

    public IReadOnlyList<int> Descendants(int id)
    {
        var children = Parents().ToLookup(pair => pair.Parent, pair => pair.Id);
        var found = new List<int> { id };
        for (var index = 0; index < found.Count; index++)
            found.AddRange(children[found[index]]);
        return found[1..];
    }

    public string? HowEnded(int id)
    {
        if (NativeMethods.Wait(id, out var status, WithoutWaiting) == id)
        {
            var signal = status & 0x7f;
            _ended[id] = signal == 0 ? $"ended with exit code {(status >> 8) & 0xff}" : $"was ended by signal {signal}";
        }

        return _ended.GetValueOrDefault(id);
    }

    public void End(int id, bool atOnce)
    {
        if (NativeMethods.Signal(id, atOnce ? Kill : Terminate) != 0 && Marshal.GetLastPInvokeError() == NotPermitted)
            throw new UnauthorizedAccessException($"the process {id} belongs to another account");
    }

    /// <summary>MySQL refuses to run as root: https://dev.mysql.com/doc/refman/8.4/en/changing-mysql-user.html.</summary>
    public ServerAccount? FindAccount()
    {
        if (!Environment.IsPrivilegedProcess)
            return null;

        var known = File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3 && int.TryParse(fields[2], out _) && int.TryParse(fields[3], out _))
            .Select(fields => new ServerAccount(fields[0], int.Parse(fields[2], Culture), int.Parse(fields[3], Culture)))
            .ToLookup(account => account.Name);
        return Accounts.SelectMany(name => known[name]).FirstOrDefault()
            ?? throw new MySqlReplicationException(
                $"Servers do not run as root, and there is none of the accounts {string.Join(", ", Accounts)} to run them under. " +
                "Add one (`useradd --system mysql`), or run the build as another user.");
    }

    public void Give(string path, ServerAccount account)
    {
        if (NativeMethods.ChangeOwner(path, account.UserId, account.GroupId) != 0)
            throw new IOException($"{path} could not be given to the account {account.Name}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    public IReadOnlyList<string> OutOfReach(IReadOnlyList<string> paths, ServerAccount account)
    {
        // The account itself is asked: modes alone do not tell of access control lists.
        const string Script = "for path do if [ -d \"$path\" ]; then [ -x \"$path\" ]; else [ -r \"$path\" ]; fi || printf '%s\\n' \"$path\"; done";
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", .. paths])
        {
            UserName = account.Name,
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using var shell = System.Diagnostics.Process.Start(start)!;
        var found = shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        shell.WaitForExit();
        return found;
    }

    private static System.Globalization.CultureInfo Culture => System.Globalization.CultureInfo.InvariantCulture;

    private static partial class NativeMethods
    {
        [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
        public static partial int Signal(int id, int signal);

        [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
        public static partial int Wait(int id, out int status, int options);

        [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int ChangeOwner(string path, int user, int group);
    }
}
