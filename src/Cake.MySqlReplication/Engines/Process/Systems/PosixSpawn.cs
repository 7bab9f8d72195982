using System.Globalization;
using System.Runtime.InteropServices;

namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>
/// Starts processes by posix_spawn, which .NET's own Process does not: it knows neither sessions nor output to a file.
/// See https://pubs.opengroup.org/onlinepubs/9799919799/functions/posix_spawn.html.
/// </summary>
internal static unsafe partial class PosixSpawn
{
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const int ReadOnly = 0;
    private const string DescriptorFolder = "/proc/self/fd";

    // Larger than any of the system's own structures, whose sizes differ: glibc's attributes take 336 bytes.
    private const int Opaque = 1024;

    /// <param name="command">What to start.</param>
    /// <param name="flags">The flags of this system for a new session and, if it has one, for closing what the child has no use for.</param>
    /// <param name="append">The flags O_WRONLY and O_APPEND of this system.</param>
    public static int Start(DetachedCommand command, short flags, int append)
    {
        byte* actions = stackalloc byte[Opaque], attributes = stackalloc byte[Opaque], all = stackalloc byte[Opaque], none = stackalloc byte[Opaque];
        using var words = new TextArray(command.Words);
        using var variables = new TextArray([.. command.Variables.Select(variable => $"{variable.Key}={variable.Value}")]);

        Check(NativeMethods.InitialiseActions(actions), command);
        Check(NativeMethods.InitialiseAttributes(attributes), command);
        try
        {
            Check(NativeMethods.AddOpen(actions, 0, command.Input ?? "/dev/null", ReadOnly, 0), command);
            Check(NativeMethods.AddOpen(actions, 1, command.Output, append, 0), command);
            Check(NativeMethods.AddDuplicate(actions, 1, 2), command);
            foreach (var descriptor in OpenDescriptors())
                Check(NativeMethods.AddClose(actions, descriptor), command);
            // The runtime ignores SIGPIPE, and what is ignored would stay so.
            _ = NativeMethods.FillSignals(all);
            _ = NativeMethods.ClearSignals(none);
            Check(NativeMethods.SetSignalDefaults(attributes, all), command);
            Check(NativeMethods.SetSignalMask(attributes, none), command);
            Check(NativeMethods.SetFlags(attributes, (short)(SetSignalDefaults | SetSignalMask | flags)), command);
            Check(NativeMethods.Spawn(out var id, command.Words[0], actions, attributes, words.Pointer, variables.Pointer), command);
            return id;
        }
        finally
        {
            _ = NativeMethods.DestroyActions(actions);
            _ = NativeMethods.DestroyAttributes(attributes);
        }
    }

    /// <summary>
    /// What the build has open, or got from whoever started it: a server would hold their locks and pipes for as long as it
    /// runs. Closing one that is closed already is no error. There is no such folder on systems that have a flag for it.
    /// </summary>
    private static IEnumerable<int> OpenDescriptors() =>
        Directory.Exists(DescriptorFolder)
            ? Directory.GetFileSystemEntries(DescriptorFolder).Select(entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture)).Where(descriptor => descriptor > 2)
            : [];

    private static void Check(int error, DetachedCommand command)
    {
        if (error != 0)
            throw new IOException($"{command.Words[0]} could not be started: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>Texts as the null-terminated array of C strings that the system takes.</summary>
    private sealed class TextArray : IDisposable
    {
        private readonly nint[] _texts;
        private GCHandle _handle;

        public TextArray(IReadOnlyList<string> texts)
        {
            _texts = [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];
            _handle = GCHandle.Alloc(_texts, GCHandleType.Pinned);
        }

        public void* Pointer => (void*)_handle.AddrOfPinnedObject();

        public void Dispose()
        {
            _handle.Free();
            foreach (var text in _texts)
                Marshal.FreeCoTaskMem(text);
        }
    }

    private static partial class NativeMethods
    {
        [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Spawn(out int id, string path, byte* actions, byte* attributes, void* words, void* variables);

        [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
        public static partial int InitialiseActions(byte* actions);

        [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int AddOpen(byte* actions, int descriptor, string path, int flags, int mode);

        [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
        public static partial int AddDuplicate(byte* actions, int descriptor, int duplicate);

        [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclose")]
        public static partial int AddClose(byte* actions, int descriptor);

        [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
        public static partial int DestroyActions(byte* actions);

        [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
        public static partial int InitialiseAttributes(byte* attributes);

        [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
        public static partial int SetFlags(byte* attributes, short flags);

        [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
        public static partial int SetSignalDefaults(byte* attributes, byte* signals);

        [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
        public static partial int SetSignalMask(byte* attributes, byte* signals);

        [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
        public static partial int DestroyAttributes(byte* attributes);

        [LibraryImport("libc", EntryPoint = "sigfillset")]
        public static partial int FillSignals(byte* signals);

        [LibraryImport("libc", EntryPoint = "sigemptyset")]
        public static partial int ClearSignals(byte* signals);
    }
}
