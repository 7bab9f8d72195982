namespace Cake.MySqlReplication.Engines;

/// <summary>How much an engine may keep for later starts.</summary>
/// <param name="Age">How long ago something may have been used last.</param>
/// <param name="Bytes">How many bytes all of it together may take; what was used last stays longest.</param>
internal sealed record CacheLimits(TimeSpan Age, long Bytes);
