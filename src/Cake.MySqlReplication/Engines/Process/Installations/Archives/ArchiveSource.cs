using System.Security.Cryptography;
using System.Text;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;

namespace Cake.MySqlReplication.Engines.Process.Installations.Archives;

/// <summary>A vendor's archive that a user names by its path or address.</summary>
internal sealed class ArchiveSource : IBundleSource
{
    private const int KeyLength = 16;
    private const int DeepestProgram = 5;

    private readonly string _location;
    private readonly Uri? _address;
    private readonly string? _sha256;
    private readonly ICakeLog _log;
    private readonly TimeProvider _clock;

    private ArchiveSource(string location, Uri? address, string? sha256, ICakeLog log, TimeProvider clock)
    {
        _location = location;
        _address = address;
        _sha256 = sha256;
        _log = log;
        _clock = clock;
    }

    /// <summary>Tells this archive from every other one.</summary>
    public string Key
    {
        get
        {
            var file = _address is null ? new FileInfo(_location) : null;
            // A file's checksum would have to be read anew by every build; its length and time tell as much.
            var identity = _sha256 ?? (file is { Exists: true } ? $"{_location}|{file.Length}|{file.LastWriteTimeUtc.Ticks}" : _location);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..KeyLength];
        }
    }

    /// <summary>How it is called in messages: without the password or token that an address may hold.</summary>
    public string Name => _address is null ? _location : Addresses.WithoutSecrets(_address);

    /// <param name="location">A path, or an address that begins with https://, http:// or file://.</param>
    /// <param name="sha256">The checksum; null where none is given.</param>
    /// <param name="log">Is told what is done.</param>
    /// <param name="clock">Measures it.</param>
    /// <exception cref="MySqlReplicationException">The checksum cannot be one.</exception>
    public static ArchiveSource For(string location, string? sha256, ICakeLog log, TimeProvider clock)
    {
        var sum = string.IsNullOrWhiteSpace(sha256) ? null : sha256.Trim().ToLowerInvariant();
        if (sum is not null && (sum.Length != 2 * SHA256.HashSizeInBytes || !sum.All(char.IsAsciiHexDigitLower)))
        {
            throw new MySqlReplicationException(
                $"--server-archive-sha256: '{sha256}' is no SHA-256 checksum. Give {2 * SHA256.HashSizeInBytes} hexadecimal digits, as `sha256sum` writes them.");
        }

        if (!location.Contains("://", StringComparison.Ordinal))
            return new ArchiveSource(Path.GetFullPath(location), null, sum, log, clock);
        var address = new Uri(location);
        return address.IsFile ? new ArchiveSource(address.LocalPath, null, sum, log, clock) : new ArchiveSource(location, address, sum, log, clock);
    }

    public async Task<BundleContents?> FetchAsync(
        WantedServer wanted, string folder, BundleSearch search, CancellationToken cancellationToken)
    {
        var downloaded = Path.Combine(folder, ".archive");
        try
        {
            if (_address is not null)
                await FetchAsync(_address, downloaded, cancellationToken).ConfigureAwait(false);
            else
                ThrowUnlessReadable(_location);

            var file = _address is null ? _location : downloaded;
            await CheckAsync(file, cancellationToken).ConfigureAwait(false);
            _log.Information("Unpacking {0}.", Name);
            var progress = new FetchProgress(_log, _clock, $"Unpacking {Name}");
            await Task.Run(() => ArchiveUnpacker.Unpack(file, Name, folder, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
            progress.Done();
        }
        finally
        {
            File.Delete(downloaded);
        }

        return Describe(folder);
    }

    private static void ThrowUnlessReadable(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MySqlReplicationException($"--server-archive: {file} cannot be read: {exception.Message} Mend the path, or who may read it.", exception);
        }
    }

    private async Task FetchAsync(Uri address, string file, CancellationToken cancellationToken)
    {
        using var download = new ArchiveDownload(_clock, new FetchProgress(_log, _clock, $"Fetching {Name}"));
        await download.RunAsync(address, file, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckAsync(string file, CancellationToken cancellationToken)
    {
        if (_sha256 is null)
            return;

        await using var stream = File.OpenRead(file);
        var actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        if (actual != _sha256)
        {
            throw new MySqlReplicationException(
                $"{Name} has the SHA-256 checksum {actual}, and {_sha256} was expected. It is not used and nothing of it was kept. " +
                "Compare both with what its vendor publishes.");
        }
    }

    private BundleContents Describe(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestProgram };
        var program = new DirectoryInfo(folder).EnumerateFiles("*", options)
            .Where(file => ServerPlaces.ProgramNames.Contains(file.Name) && file.LinkTarget is null)
            .OrderBy(file => file.FullName.Length)
            .FirstOrDefault()
            ?? throw new MySqlReplicationException(
                $"{Name} holds no {string.Join(" or ", ServerPlaces.ProgramNames)}. Name the vendor's archive of a server for this system.");
        return BundleContents.Of(Name, ServerLayout.Of(program.FullName), folder);
    }
}
