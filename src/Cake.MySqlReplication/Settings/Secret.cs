using System.Security.Cryptography;

namespace Cake.MySqlReplication.Settings;

/// <summary>A password. It never prints itself: only <see cref="Reveal"/> gives the text.</summary>
public sealed record Secret
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private readonly string _text;

    /// <summary>Keeps <paramref name="text"/> as a password.</summary>
    /// <param name="text">The password in clear text.</param>
    public Secret(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>The password in clear text, for the one place that needs it.</summary>
    public string Reveal() => _text;

    /// <summary>A new random password of letters and digits, which no shell, SQL or option file needs to quote.</summary>
    internal static Secret Generate() => new(RandomNumberGenerator.GetString(Alphabet, 24));

    /// <summary>Always three asterisks.</summary>
    public override string ToString() => "***";

    /// <summary>Keeps a text as a password.</summary>
    /// <param name="text">The password in clear text.</param>
    public static implicit operator Secret(string text) => new(text);
}
