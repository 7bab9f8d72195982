using System.Globalization;

namespace Cake.MySqlReplication.Dialects;

/// <summary>A place in a source's binary log.</summary>
/// <param name="File">Name of the file, such as <c>mysql-bin.000001</c>.</param>
/// <param name="Offset">Offset in bytes.</param>
internal sealed record BinaryLogPosition(string File, long Offset)
{
    /// <summary>Where the first event of every file begins.</summary>
    public const long StartOfFile = 4;

    /// <summary>Whether it is at <paramref name="mark"/> or behind it in the same series of files.</summary>
    public bool HasReached(BinaryLogPosition mark) =>
        FileNumber is { } own && mark.FileNumber is { } other && (own == other ? Offset >= mark.Offset : own > other);

    private long? FileNumber =>
        long.TryParse(File[(File.LastIndexOf('.') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>File and offset, as the manual writes them.</summary>
    public override string ToString() => $"{File}:{Offset}";
}
