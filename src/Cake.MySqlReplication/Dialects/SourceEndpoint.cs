using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Dialects;

/// <summary>Where a replica finds its source, and as whom it connects.</summary>
/// <param name="Host">Name or address, as the replica sees it.</param>
/// <param name="Port">Port, as the replica sees it.</param>
/// <param name="User">The replication account.</param>
/// <param name="Password">Its password.</param>
/// <param name="HasTls">Whether the source takes TLS connections.</param>
internal sealed record SourceEndpoint(string Host, int Port, string User, Secret Password, bool HasTls)
{
    /// <summary>How long the replica holds back what it has received, in whole seconds.</summary>
    public TimeSpan Delay { get; init; }
}
