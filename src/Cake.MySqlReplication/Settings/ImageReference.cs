using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Settings;

/// <summary>The grammar of image references: https://pkg.go.dev/github.com/distribution/reference.</summary>
internal static partial class ImageReference
{
    private const string DomainComponent = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
    private const string Domain = "(" + DomainComponent + @"([.]" + DomainComponent + @")*|\[[0-9A-Fa-f:]+\])(:[0-9]+)?";
    private const string PathComponent = "[a-z0-9]+(([.]|_|__|-+)[a-z0-9]+)*";
    private const string Tag = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private const string Digest = "[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}";

    public static bool IsValid(string text) => Reference().IsMatch(text);

    [GeneratedRegex("^(" + Domain + "/)?" + PathComponent + "(/" + PathComponent + ")*(:" + Tag + ")?(@" + Digest + @")?\z")]
    private static partial Regex Reference();
}
