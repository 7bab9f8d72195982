namespace Cake.MySqlReplication.Dialects;

/// <summary>A place in a source's binary log.</summary>
/// <param name="File">Name of the file, such as <c>mysql-bin.000001</c>.</param>
/// <param name="Offset">Offset in bytes.</param>
internal sealed record BinaryLogPosition(string File, long Offset)
{
    /// <summary>Where the first event of every file begins.</summary>
    public const long StartOfFile = 4;

    /// <summary>File and offset, as the manual writes them.</summary>
    public override string ToString() => $"{File}:{Offset}";
}
