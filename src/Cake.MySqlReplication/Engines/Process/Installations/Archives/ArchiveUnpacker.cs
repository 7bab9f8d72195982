using System.Formats.Tar;
using System.IO.Compression;
using SharpCompress.Compressors.Xz;

namespace Cake.MySqlReplication.Engines.Process.Installations.Archives;

/// <summary>Unpacks what vendors publish: tar, tar.gz, tar.xz, zip; told apart by what is in the file, not by its name.</summary>
internal static class ArchiveUnpacker
{
    private const int FileType = 0xF000;
    private const int SymbolicLink = 0xA000;
    private const int TarMark = 257;

    /// <exception cref="MySqlReplicationException">It is no archive, damaged, or an entry leads out of the folder.</exception>
    public static void Unpack(string file, string name, string folder, FetchProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> start = stackalloc byte[TarMark + 5];
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            stream.Position = 0;
            var target = new UnpackTarget(folder, name, Report);

            void Report()
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report(stream.Position, stream.Length);
            }

            if (start.StartsWith("PK"u8))
                UnpackZip(stream, target, Report);
            else if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
                UnpackTar(new GZipStream(stream, CompressionMode.Decompress), target, Report);
            else if (start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
                UnpackTar(new XZStream(stream), target, Report);
            else if (start.EndsWith("ustar"u8))
                UnpackTar(stream, target, Report);
            else
                throw new InvalidDataException("it is neither tar, tar.gz, tar.xz nor zip");
            target.MakeLinks();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException
            || exception.GetType().Namespace?.StartsWith("SharpCompress", StringComparison.Ordinal) == true)
        {
            throw new MySqlReplicationException(
                $"{name} is no archive that can be unpacked: {exception.Message}. Fetch it again and compare its checksum with its vendor's.", exception);
        }
    }

    private static void UnpackTar(Stream stream, UnpackTarget target, Action report)
    {
        using var archive = stream;
        using var reader = new TarReader(archive);
        while (reader.GetNextEntry() is { } entry)
        {
            report();
            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    target.AddFolder(entry.Name);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    target.AddFile(entry.Name, entry.DataStream ?? Stream.Null, entry.Mode);
                    break;
                case TarEntryType.SymbolicLink:
                    target.AddLink(entry.Name, entry.LinkName);
                    break;
                case TarEntryType.HardLink:
                    target.AddCopy(entry.Name, entry.LinkName);
                    break;
                case TarEntryType.GlobalExtendedAttributes:
                    break;
                default:
                    throw target.Refused(entry.Name, "it is a device or another special file");
            }
        }
    }

    private static void UnpackZip(Stream stream, UnpackTarget target, Action report)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            report();
            var mode = entry.ExternalAttributes >> 16;
            using var content = entry.FullName.EndsWith('/') ? Stream.Null : entry.Open();
            if (entry.FullName.EndsWith('/'))
                target.AddFolder(entry.FullName);
            else if ((mode & FileType) == SymbolicLink)
                target.AddLink(entry.FullName, new StreamReader(content).ReadToEnd());
            else
                target.AddFile(entry.FullName, content, (UnixFileMode)(mode & 0x1FF));
        }
    }
}
