namespace Cake.MySqlReplication.Engines;

/// <summary>Decides what of a cache has to go.</summary>
internal static class CacheRules
{
    /// <summary>Items that are too old, and, of the others, those that were used longest ago and for which there is no room.</summary>
    public static IReadOnlyList<CachedItem> Surplus(IEnumerable<CachedItem> items, CacheLimits limits, DateTimeOffset now)
    {
        var (surplus, room) = (new List<CachedItem>(), limits.Bytes);
        foreach (var item in items.OrderByDescending(item => item.UsedLast))
        {
            if (now - item.UsedLast >= limits.Age || item.Bytes > room)
                surplus.Add(item);
            else
                room -= item.Bytes;
        }

        return surplus;
    }
}

/// <summary>Something in a cache.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="UsedLast">When it was used last.</param>
/// <param name="Bytes">How many bytes it takes.</param>
internal sealed record CachedItem(string Path, DateTimeOffset UsedLast, long Bytes);
