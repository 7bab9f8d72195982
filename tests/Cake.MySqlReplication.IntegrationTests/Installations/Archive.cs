using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Cake.MySqlReplication.IntegrationTests.Installations;

/// <summary>Makes archives like a vendor's, whose server is a script that knows its version and nothing else.</summary>
internal static class Archive
{
    public const UnixFileMode Program = (UnixFileMode)0b111_101_101;

    /// <summary>A tar.xz with such a server, made by tar(1) and xz(1).</summary>
    public const string TarXz = 
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4Cf/ALVdADmZSqxP0B2ha85xBcja6ylFFAENhlh0Jaomfs9qxJAIeQcD4fXJLkyK1fLEQskB47Gx9Ouy26KVzhRC" +
        "O9ADIaS6d4A+qEff010HSNCQVhQEwARr3JlbbcGIkJtJA7IqmaehkXo39/2KYpcZdJiNFvwHdlvWU5WeehAV0ZSW1qsYnmwoZQQ+IDXJfJ7YDE/9S2y8Qbzy" +
        "udeHD1hyL+CRFKNgBvasjC5VkKUWutYSbwpAKqFQzwAAAAAAUUbqJBn6eisAAdEBgFAAAGyqsqaxxGf7AgAAAAAEWVo=";

    /// <summary>A tar.gz with a server in it, and whatever else.</summary>
    public static byte[] TarGz(params TarEntry[] more) => TarGz([new PaxTarEntry(TarEntryType.Directory, "server-1/"), Server(), .. more], 0);

    public static byte[] TarGz(IEnumerable<TarEntry> entries, int padding)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
            if (padding > 0)
                tar.WriteEntry(File("server-1/share/padding", RandomNumberGenerator.GetBytes(padding)));
        }

        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Name, string Content, int Mode)[] more)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, mode) in more.Prepend(("server-1/bin/mysqld", Script("9.7.4"), 0x81ED)))
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                using var writer = new StreamWriter(entry.Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static TarEntry Server(string version = "9.7.4") => File("server-1/bin/mysqld", Encoding.UTF8.GetBytes(Script(version)));

    public static TarEntry File(string name, byte[] content) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), Mode = Program };

    public static TarEntry Link(string name, string target, TarEntryType type = TarEntryType.SymbolicLink) =>
        new PaxTarEntry(type, name) { LinkName = target };

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Script(string version) => $"#!/bin/sh\necho \"$0  Ver {version} for Linux on x86_64 (test)\"\n";
}
