namespace Cake.MySqlReplication.Profiling;

/// <summary>How far something is that takes its time.</summary>
/// <param name="What">What is done, such as <c>Fetching MySQL 9.7.4</c>. It tells transfers apart.</param>
/// <param name="Done">How much is done.</param>
/// <param name="Total">How much there is; null where that is not known.</param>
/// <param name="Unit">What is counted; empty for bytes.</param>
internal readonly record struct Transfer(string What, long Done, long? Total, string Unit = "");
