using System.Text;

namespace Cake.MySqlReplication.Tests.Dialects;

/// <summary>Reads an option file as servers do: https://dev.mysql.com/doc/refman/8.4/en/option-files.html.</summary>
internal static class OptionFileReader
{
    /// <summary>Names and values of the group <c>[mysqld]</c>, in their order; the value is null where an option has none.</summary>
    public static IReadOnlyList<(string Name, string? Value)> Read(string text)
    {
        var options = new List<(string, string?)>();
        var group = "";
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or ';')))
        {
            if (line[0] == '[')
                group = line.Trim('[', ']');
            else if (group == "mysqld")
                options.Add(Option(WithoutComment(line)));
        }

        return options;
    }

    private static (string Name, string? Value) Option(string line)
    {
        var parts = line.Split('=', 2);
        return (parts[0].Trim(), parts.Length == 1 ? null : Unescaped(Unquoted(parts[1].Trim())));
    }

    private static string WithoutComment(string line)
    {
        var quote = '\0';
        var isEscaped = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is '\'' or '"' && !isEscaped && (quote == '\0' || quote == line[at]))
                quote = quote == '\0' ? line[at] : '\0';
            if (quote == '\0' && line[at] == '#')
                return line[..at].TrimEnd();
            isEscaped = quote != '\0' && line[at] == '\\' && !isEscaped;
        }

        return line;
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[0] == value[^1] ? value[1..^1] : value;

    private static string Unescaped(string value)
    {
        var text = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] != '\\' || at == value.Length - 1)
                text.Append(value[at]);
            else
                text.Append(value[++at] switch
                {
                    'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 's' => " ", '"' => "\"", '\'' => "'", '\\' => "\\",
                    var other => "\\" + other,
                });
        }

        return text.ToString();
    }
}
