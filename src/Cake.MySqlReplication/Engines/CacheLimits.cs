using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Engines;

/// <summary>How much an engine may keep for later starts.</summary>
/// <param name="Age">How long ago something may have been used last.</param>
/// <param name="Bytes">How many bytes all of it together may take; what was used last stays longest.</param>
internal sealed record CacheLimits(TimeSpan Age, long Bytes)
{
    private static readonly TimeSpan DefaultAge = TimeSpan.FromDays(30);
    private const long DefaultSize = 2048;

    /// <summary>What may be there once something is added.</summary>
    public static CacheLimits WhenKeeping(ReplicationSettings settings) =>
        new(settings.CacheAge ?? DefaultAge, (settings.CacheSize ?? DefaultSize) * 1024 * 1024);

    /// <summary>What may be left when a user cleans: nothing, unless limits are given.</summary>
    public static CacheLimits WhenCleaning(ReplicationSettings settings) =>
        settings.CacheAge is null && settings.CacheSize is null ? new(TimeSpan.Zero, 0) : WhenKeeping(settings);
}
