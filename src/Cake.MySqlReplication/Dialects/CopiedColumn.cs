namespace Cake.MySqlReplication.Dialects;

/// <summary>
/// How the values of a column travel as bytes from one server to another: read by <c>SELECT</c>, loaded by
/// <c>LOAD DATA … CHARACTER SET binary</c>, so that what arrives is what was there, in whatever character set.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="DataType">Its type without size and attributes, in small letters, as information_schema has it.</param>
internal sealed record CopiedColumn(string Name, string DataType)
{
    // Types that take text and no bytes. The servers write them as utf8mb4.
    private static readonly string[] TakeText = ["json", "uuid", "inet4", "inet6"];

    // A client gets these as bytes already, and servers refuse to cast some of them.
    private static readonly string[] AreBytes =
    [
        "tinyblob", "blob", "mediumblob", "longblob", "binary", "varbinary", "vector", "geometry", "point", "linestring", "polygon", "multipoint",
        "multilinestring", "multipolygon", "geometrycollection", "geomcollection",
    ];

    /// <summary>The expression that gives a value as bytes, or as a number where it is a floating-point one.</summary>
    public string Selected => DataType switch
    {
        // FLOAT is written with six digits, which is less than it holds; DOUBLE with as many as it takes, unless it is cast, which
        // may cut off the last ones. Multiplying keeps the sign of zero.
        "float" or "double" => $"{Quoted} * 1E0",
        _ when TakeText.Contains(DataType) => $"CAST(CAST({Quoted} AS CHAR) AS BINARY)",
        _ when AreBytes.Contains(DataType) => Quoted,
        _ => $"CAST({Quoted} AS BINARY)",
    };

    /// <summary>Whether a value that is no member of its list, stored as 0, is written as an empty text and loaded with a warning.</summary>
    public bool MayHoldNoMember => DataType == "enum";

    /// <summary>What a field of the loaded text goes to: the column, or a variable that <see cref="Assignment"/> takes it from.</summary>
    public string Target(int index) => TakeText.Contains(DataType) ? Variable(index) : Quoted;

    /// <summary>The assignment after which the column has its value; null where it was loaded directly.</summary>
    public string? Assignment(int index) => TakeText.Contains(DataType) ? $"{Quoted} = CONVERT({Variable(index)} USING utf8mb4)" : null;

    private string Quoted => Sql.Identifier(Name);

    private static string Variable(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@copied{index}");
}
