using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>A column, and how its values are told apart and shown in SQL.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type's first word, such as <c>varchar</c>.</param>
/// <param name="CharacterSet">The character set of a text; empty where there is none.</param>
/// <param name="IsNullable">Whether it may hold NULL.</param>
internal sealed record TableColumn(string Name, string Type, string CharacterSet, bool IsNullable)
{
    private const int ShownCharacters = 40;

    public string Quoted => Sql.Identifier(Name);

    /// <summary>Whether its values can begin and end a chunk: they are ordered and compared exactly.</summary>
    public bool CanBeKey => Type is
        "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal" or "char" or "varchar" or "binary" or "varbinary" or
        "date" or "time" or "datetime" or "timestamp" or "year";

    /// <summary>Whether the next values of a key can be reckoned.</summary>
    public bool IsInteger => Type is "tinyint" or "smallint" or "mediumint" or "int" or "bigint";

    private bool IsText => Type is "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext";

    private bool IsBinary => Type is "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob";

    /// <summary>
    /// A number of 32 bits that tells values apart; NULL for NULL. Texts enter as they are stored, whatever their character
    /// sets. The text of a floating-point number is rounded, or takes more time than all the rest of a row: a point has its bits.
    /// </summary>
    public string Checksum => Type switch
    {
        "float" or "double" => $"CRC32(POINT({Quoted}, 0))",
        "bit" or "enum" or "set" => $"CRC32(CAST({Quoted} AS UNSIGNED))",
        _ when IsText || IsBinary => $"CRC32({Quoted})",
        "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal" or "json" or
            "date" or "time" or "datetime" or "timestamp" or "year" => $"CRC32({Quoted})",
        // Spatial types, vectors, and those that are yet to come.
        _ => $"CRC32(HEX({Quoted}))",
    };

    /// <summary>The value as a short text for people.</summary>
    public string Shown => Type switch
    {
        "float" => $"CAST({Quoted} + 0E0 AS CHAR)",
        "bit" => $"CAST(CAST({Quoted} AS UNSIGNED) AS CHAR)",
        "json" => $"LEFT(CAST({Quoted} AS CHAR), {ShownCharacters})",
        _ when IsText => $"LEFT({Quoted}, {ShownCharacters})",
        _ when IsBinary => $"CONCAT('0x', HEX(LEFT({Quoted}, {ShownCharacters / 2})))",
        "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal" or "double" or "enum" or "set" or
            "date" or "time" or "datetime" or "timestamp" or "year" => $"CAST({Quoted} AS CHAR)",
        _ => $"CONCAT('0x', LEFT(HEX({Quoted}), {ShownCharacters}))",
    };

    /// <summary>An expression for a key's value, as <see cref="Literal"/> reads it.</summary>
    public string KeyText(string value) => IsText || IsBinary ? $"HEX({value})" : $"CAST({value} AS CHAR)";

    /// <summary>A literal that compares with the column as the value does which <see cref="KeyText"/> gave.</summary>
    public string Literal(string text) => Type switch
    {
        // The old name is known to old and new servers.
        _ when IsText => $"_{(CharacterSet == "utf8mb3" ? "utf8" : CharacterSet)} X'{text}'",
        _ when IsBinary => $"X'{text}'",
        "date" or "time" or "datetime" or "timestamp" => Sql.Literal(text),
        _ => text,
    };

    /// <summary>A key's value for people.</summary>
    public string Show(string text)
    {
        if (!IsText && !IsBinary)
            return text;
        var bytes = Convert.FromHexString(text);
        var shown = bytes.Length > ShownCharacters ? bytes[..ShownCharacters] : bytes;
        var end = shown.Length < bytes.Length ? "…" : "";
        return IsText && Array.TrueForAll(shown, one => one is >= 0x20 and < 0x7f)
            ? $"'{System.Text.Encoding.ASCII.GetString(shown)}{end}'"
            : $"0x{Convert.ToHexString(shown)}{end}";
    }
}
