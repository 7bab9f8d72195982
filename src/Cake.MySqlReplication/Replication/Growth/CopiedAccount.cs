namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>A user or a role with its grants.</summary>
/// <param name="User">Its name.</param>
/// <param name="Host">Where it may come from; empty for MariaDB's roles.</param>
/// <param name="Create">The statement that makes it; null where its grants do.</param>
/// <param name="Grants">The statements that give it what it may do.</param>
internal sealed record CopiedAccount(string User, string Host, string? Create, IReadOnlyList<string> Grants)
{
    /// <summary>Nothing of it goes to a log: hashes of passwords are in it.</summary>
    public override string ToString() => $"{User}@{Host}";
}
