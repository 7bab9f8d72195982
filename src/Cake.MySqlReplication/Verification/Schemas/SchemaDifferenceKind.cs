namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>How an object of the source and of the replica differ.</summary>
internal enum SchemaDifferenceKind
{
    /// <summary>The replica lacks it.</summary>
    Missing,

    /// <summary>Only the replica has it.</summary>
    Extra,

    /// <summary>Both have it, and not alike.</summary>
    Changed,
}
