using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Diagnostics;

/// <summary>Takes out of a server's words what may be a password: events and errors quote statements that hold some.</summary>
internal static partial class SecretMask
{
    private const string Masked = "***";

    /// <param name="text">A server's words.</param>
    /// <param name="secrets">Passwords that are known; short ones are left, since they would be found everywhere.</param>
    public static string Apply(string text, params IEnumerable<string> secrets)
    {
        // The longest first: one may begin with another.
        var masked = secrets.Where(secret => secret.Length > 3).OrderByDescending(secret => secret.Length).Aggregate(text, (rest, secret) => rest.Replace(secret, Masked, StringComparison.Ordinal));
        return Credentials().Replace(masked, "$1 " + Masked);
    }

    // To the end: what is between quotes may hold quotes, and a hash any byte.
    [GeneratedRegex(@"\b(IDENTIFIED\b|PASSWORD\s*[(=]|PASSWORD\s+FOR\b).*", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Credentials();
}
