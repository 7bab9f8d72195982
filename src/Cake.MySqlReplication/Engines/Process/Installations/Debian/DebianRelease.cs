namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>Which distribution this is: https://www.freedesktop.org/software/systemd/man/latest/os-release.html.</summary>
/// <param name="Id">Such as <c>debian</c> or <c>ubuntu</c>; empty if unknown.</param>
/// <param name="Like">The distributions that it derives from.</param>
/// <param name="Codename">Such as <c>bookworm</c>; of a derivative, that of what it derives from. Empty if unknown.</param>
internal sealed record DebianRelease(string Id, IReadOnlyList<string> Like, string Codename)
{
    private const string File = "/etc/os-release";

    /// <summary>Whether packages of Debian's own suites fit.</summary>
    public bool IsDebian => Id == "debian";

    /// <summary>Such as <c>Debian bookworm</c>.</summary>
    public string Name => $"{(Id.Length > 0 ? char.ToUpperInvariant(Id[0]) + Id[1..] : "this system")} {Codename}".TrimEnd();

    /// <summary>Reads this machine's.</summary>
    public static DebianRelease OfThisMachine() => Parse(System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : "");

    public static DebianRelease Parse(string text)
    {
        var values = text.Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim())
            .ToDictionary(group => group.Key, group => group.Last()[1].Trim().Trim('"', '\''));
        string Value(string name) => values.GetValueOrDefault(name, "");

        var codename = new[] { Value("UBUNTU_CODENAME"), Value("DEBIAN_CODENAME") }.FirstOrDefault(name => name.Length > 0) ?? Value("VERSION_CODENAME");
        return new DebianRelease(Value("ID"), Value("ID_LIKE").Split(' ', StringSplitOptions.RemoveEmptyEntries), codename);
    }
}
