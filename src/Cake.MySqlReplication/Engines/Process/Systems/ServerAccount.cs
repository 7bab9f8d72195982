namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>An account without privileges, which servers run under when the build runs as root.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UserId">Its number.</param>
/// <param name="GroupId">The number of its group.</param>
internal sealed record ServerAccount(string Name, int UserId, int GroupId);
