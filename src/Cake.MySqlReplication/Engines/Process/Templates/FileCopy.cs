using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cake.MySqlReplication.Engines.Process.Templates;

/// <summary>
/// Copies files that are mostly empty. On Linux it shares blocks where the file system can, and passes over holes: half of a
/// new data directory is nothing but room for what is to come.
/// </summary>
internal static partial class FileCopy
{
    // https://man7.org/linux/man-pages/man2/ioctl_ficlone.2.html and lseek.2.html.
    private const nuint CloneRequest = 0x40049409;
    private const int SeekData = 3;
    private const int SeekHole = 4;
    private const int NoMoreData = 6;
    private const int BlockSize = 64 * 1024;

    /// <summary>Copies a file as cheaply as the system can.</summary>
    /// <exception cref="IOException">It could not be copied: the disk is full, say.</exception>
    public static void Copy(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            File.Copy(from, to);
            return;
        }

        using var source = File.OpenHandle(from);
        using var target = Create(to, File.GetUnixFileMode(source));
        if (NativeMethods.Clone(target, CloneRequest, source) != 0)
            CopyRanges(source, target, RandomAccess.GetLength(source), to);
    }

    /// <summary>Copies a file and leaves holes where it has nothing but zeros.</summary>
    public static void CopyWithHoles(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Copy(from, to);
            return;
        }

        using var source = File.OpenHandle(from);
        using var target = Create(to, File.GetUnixFileMode(source));
        var (buffer, length) = (new byte[BlockSize], RandomAccess.GetLength(source));
        RandomAccess.SetLength(target, length);
        for (long offset = 0; offset < length;)
        {
            var block = buffer.AsSpan(0, RandomAccess.Read(source, buffer, offset));
            if (block.Length == 0)
                break;
            if (block.ContainsAnyExcept((byte)0))
                RandomAccess.Write(target, block, offset);
            offset += block.Length;
        }
    }

    private static SafeFileHandle Create(string path, UnixFileMode mode)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(handle, mode);
        return handle;
    }

    private static void CopyRanges(SafeFileHandle source, SafeFileHandle target, long length, string to)
    {
        RandomAccess.SetLength(target, length);
        for (long offset = 0; offset < length;)
        {
            var data = NativeMethods.Seek(source, offset, SeekData);
            if (data < 0 && Marshal.GetLastPInvokeError() == NoMoreData)
                return;
            // Where the system knows nothing of holes, all is data.
            data = data < 0 ? offset : data;
            var hole = NativeMethods.Seek(source, data, SeekHole);
            offset = hole < 0 ? length : hole;
            CopyRange(source, target, data, offset, to);
        }
    }

    private static void CopyRange(SafeFileHandle source, SafeFileHandle target, long from, long end, string to)
    {
        for (long read = from, written = from; read < end;)
        {
            var copied = NativeMethods.CopyRange(source, ref read, target, ref written, (nuint)(end - read), 0);
            if (copied > 0)
                continue;
            var error = copied == 0 ? 0 : Marshal.GetLastPInvokeError();
            // Older systems and some file systems cannot, and say so in many ways; a full disk is said again by what follows.
            var buffer = new byte[BlockSize];
            for (int count; read < end && (count = RandomAccess.Read(source, buffer.AsSpan(0, (int)Math.Min(BlockSize, end - read)), read)) > 0; read += count)
                RandomAccess.Write(target, buffer.AsSpan(0, count), read);
            if (read < end)
                throw new IOException($"{to} could not be copied: {Marshal.GetPInvokeErrorMessage(error)}.", error);
        }
    }

    private static partial class NativeMethods
    {
        [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
        public static partial int Clone(SafeFileHandle target, nuint request, SafeFileHandle source);

        [LibraryImport("libc", EntryPoint = "lseek64", SetLastError = true)]
        public static partial long Seek(SafeFileHandle file, long offset, int whence);

        [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
        public static partial nint CopyRange(SafeFileHandle source, ref long from, SafeFileHandle target, ref long to, nuint length, uint flags);
    }
}
