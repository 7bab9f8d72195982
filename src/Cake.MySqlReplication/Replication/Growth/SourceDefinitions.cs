using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Everything that users have on a server but for the rows of tables.</summary>
internal sealed class SourceDefinitions
{
    /// <summary>The statements that make the schemas.</summary>
    public required IReadOnlyList<string> Schemas { get; init; }

    public required IReadOnlyList<CopiedTable> Tables { get; init; }

    public required IReadOnlyList<StoredProgram> Routines { get; init; }

    public required IReadOnlyList<StoredProgram> Views { get; init; }

    public required IReadOnlyList<StoredProgram> Triggers { get; init; }

    public required IReadOnlyList<StoredProgram> Events { get; init; }

    public required IReadOnlyList<CopiedAccount> Accounts { get; init; }

    /// <summary>Whether both were read of a server that nobody changed meanwhile, but for rows.</summary>
    public bool IsSameAs(SourceDefinitions other) => Statements().SequenceEqual(other.Statements(), StringComparer.Ordinal);

    private IEnumerable<string> Statements() =>
    [
        .. Schemas,
        .. Tables.Select(table => table.Path + CopyStatements.WithoutCounter(table.Definition)),
        .. new[] { Routines, Views, Triggers, Events }.SelectMany(programs => programs).Select(program => program.Path + program.SetSession + program.Definition),
        .. Accounts.SelectMany(account => account.Grants.Prepend(account.Create ?? "").Prepend(account.ToString())),
    ];
}
