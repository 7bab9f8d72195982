namespace Cake.MySqlReplication.Engines;

/// <summary>Something that an engine kept for later starts, and that is gone now.</summary>
/// <param name="Name">What it was, in words for a log.</param>
/// <param name="Bytes">How many bytes it took.</param>
internal sealed record RemovedCacheItem(string Name, long Bytes);
