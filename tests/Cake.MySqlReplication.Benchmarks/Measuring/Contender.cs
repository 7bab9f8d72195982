namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>One of those that are measured beside each other.</summary>
/// <param name="Name">What it is.</param>
/// <param name="RunAsync">Runs it once, writes what it measures, and leaves nothing behind.</param>
internal sealed record Contender(string Name, Func<Sheet, CancellationToken, Task> RunAsync);

/// <summary>A contender cannot be had on this machine; the others can be measured all the same.</summary>
internal sealed class MissingPeerException(string message) : Exception(message);
