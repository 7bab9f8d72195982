using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>A piece of HTML. Whatever is put into one is escaped, unless it is a piece of HTML itself.</summary>
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string _text;

    private Html(string text) => _text = text;

    public static Html Empty { get; } = new("");

    public static Html Of(Template template) => new(template.Text);

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part._text)));

    /// <summary>Text that is HTML already. For this program's own, such as its style sheet, and for nothing else.</summary>
    public static Html Trusted(string text) => new(text);

    public override string ToString() => _text;

    /// <summary>HTML has no form for control characters.</summary>
    private static string Printable(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(character => IsControl(character) ? '\uFFFD' : character)) : text;

    private static bool IsControl(char character) => (char.IsControl(character) && character is not ('\n' or '\t')) || character is '\uFFFE' or '\uFFFF';

    /// <summary>An interpolated string whose holes are escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Template
    {
        private readonly StringBuilder _text;

        public Template(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

        internal string Text => _text.ToString();

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(Html part) => _text.Append(part._text);

        public void AppendFormatted(IEnumerable<Html> parts) => _text.Append(Join(parts)._text);

        public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(Printable(text ?? "")));

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));
    }
}
