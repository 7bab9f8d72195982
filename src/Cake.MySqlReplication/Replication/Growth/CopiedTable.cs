using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>A table that is to be made and filled on another server.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Engine">Its storage engine.</param>
/// <param name="IsSequence">Whether it is one of MariaDB's sequences, which is a table of one row with a statement of its own.</param>
/// <param name="Definition">The statement that makes it.</param>
/// <param name="Columns">Those that hold values of their own, and not what is computed of others.</param>
/// <param name="Bytes">About how large it is.</param>
internal sealed record CopiedTable(
    string Schema, string Name, string Engine, bool IsSequence, string Definition, IReadOnlyList<CopiedColumn> Columns, long Bytes)
{
    public string Path => Sql.Identifier(Schema, Name);

    /// <summary>Whether its rows can be read as they were at an earlier moment.</summary>
    public bool IsTransactional => IsSequence || CopyStatements.IsTransactional(Engine);

    public bool HoldsRows => !IsSequence && CopyStatements.HoldsRows(Engine);
}
