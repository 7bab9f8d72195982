namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>A process to be started and left to itself.</summary>
/// <param name="Words">The program, absolute, and its arguments.</param>
/// <param name="Variables">Its whole environment.</param>
/// <param name="Output">The file that its output and its errors are appended to; it exists.</param>
/// <param name="Input">The file that it reads as its input; null for none.</param>
internal sealed record DetachedCommand(
    IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Variables, string Output, string? Input = null);
