namespace Cake.MySqlReplication.Benchmarks.Figures;

/// <summary>What came out of one scenario.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Title">What it is.</param>
/// <param name="Figures">What was measured.</param>
/// <param name="Notes">What a reader has to know besides, such as a peer that is missing.</param>
/// <param name="Failure">Why it came to no end; null if it did.</param>
internal sealed record ScenarioResult(string Name, string Title, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes, string? Failure);
