using System.Text;

namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>A place where apt finds packages, as the machine's own configuration names it.</summary>
/// <param name="Uris">Addresses of one and the same archive.</param>
/// <param name="Suites">Such as <c>bookworm</c> and <c>bookworm-updates</c>.</param>
/// <param name="Components">Such as <c>main</c>.</param>
/// <param name="Trust">How its signature is checked: fields such as <c>Signed-By</c>, verbatim.</param>
internal sealed record AptEntry(
    IReadOnlyList<string> Uris,
    IReadOnlyList<string> Suites,
    IReadOnlyList<string> Components,
    IReadOnlyList<KeyValuePair<string, string>> Trust)
{
    /// <summary>The entry in the form that files named <c>*.sources</c> have: sources.list(5), "deb822-style format".</summary>
    public string ToStanza()
    {
        var text = new StringBuilder()
            .Append("Types: deb\n")
            .Append("URIs: ").AppendJoin(' ', Uris).Append('\n')
            .Append("Suites: ").AppendJoin(' ', Suites).Append('\n')
            .Append("Components: ").AppendJoin(' ', Components).Append('\n');
        foreach (var (name, value) in Trust)
            text.Append(name).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }
}
