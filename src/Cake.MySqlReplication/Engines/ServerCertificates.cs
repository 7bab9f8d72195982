using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>
/// Certificates and keys of a new server, under the names that it would give its own. Making RSA keys takes a server up to
/// half a second of its first start; certificates here have elliptic curves and take a millisecond:
/// https://dev.mysql.com/doc/refman/8.4/en/creating-ssl-rsa-files-using-mysql.html.
/// Clients without TLS encrypt passwords by RSA. Servers that are started together know the same passwords, and share one pair of keys for that.
/// </summary>
internal static class ServerCertificates
{
    private const int Years = 10;

    private const string Authority = "ca";

    private const string PrivatePasswordKey = "private_key.pem";

    private const string PublicPasswordKey = "public_key.pem";

    // As large as a server makes its own.
    private const int PasswordKeyBits = 2048;

    private static readonly string[] Ends = ["server", "client"];

    private static readonly Lazy<Task<(string Private, string Public)>> PasswordKeys = new(() => Task.Run(MakePasswordKeys));

    // Options by whose names a user says what a server is to have instead.
    private static readonly string[] Settled = ["auto-generate", "private-key-path", "public-key-path"];

    // Before, servers may be built with a library that knows no such keys.
    private static readonly Version Oldest = new(8, 0, 4);

    /// <summary>Whether a server makes its own when it has none, and would take these.</summary>
    /// <param name="version">The server.</param>
    /// <param name="optionFile">Its option file.</param>
    public static bool ServeFor(ServerVersion version, string optionFile) =>
        AreKnownTo(version) && !OptionLines.NamesIn(File.ReadLines(optionFile)).Any(name =>
            name.StartsWith("ssl-", StringComparison.Ordinal) || Settled.Any(settled => name.Contains(settled, StringComparison.Ordinal)));

    /// <summary>Begins to make what takes longest, if a new server is to have it, beside whatever else a start has to do.</summary>
    public static void Begin(ServerVersion version)
    {
        if (AreKnownTo(version))
            _ = PasswordKeys.Value;
    }

    /// <inheritdoc cref="Begin(ServerVersion)"/>
    public static void Begin(Topology topology)
    {
        foreach (var server in topology.Servers.Where(server => !server.Initialised))
            Begin(server.Version);
    }

    /// <summary>Writes new ones, of which nobody but the servers of this build has the keys.</summary>
    /// <param name="folder">A data directory.</param>
    /// <param name="clock">Tells from when on they are valid.</param>
    /// <returns>The paths of what was written.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, TimeProvider clock)
    {
        // A server's clock may be a little behind.
        var from = clock.GetUtcNow().AddDays(-1);
        var until = from.AddYears(Years);
        using var authorityKey = NewKey();
        var request = Request("CN=MySQL replication certificate authority", authorityKey);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var authority = request.CreateSelfSigned(from, until);
        Write(folder, Authority, authority, authorityKey);
        foreach (var end in Ends)
        {
            using var key = NewKey();
            using var certificate = Request($"CN=MySQL replication {end}", key).Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
            Write(folder, end, certificate, key);
        }

        var passwordKeys = await PasswordKeys.Value.ConfigureAwait(false);
        Write(folder, PublicPasswordKey, passwordKeys.Public, PrivatePasswordKey, passwordKeys.Private);
        return Paths(folder);
    }

    /// <summary>Deletes what was written.</summary>
    public static void Delete(string folder)
    {
        foreach (var path in Paths(folder))
            File.Delete(path);
    }

    private static bool AreKnownTo(ServerVersion version) => !version.IsMariaDb && version.Number >= Oldest;

    private static List<string> Paths(string folder) =>
        [.. Ends.Prepend(Authority).SelectMany(name => new[] { CertificateOf(name), KeyOf(name) }).Append(PublicPasswordKey).Append(PrivatePasswordKey)
            .Select(file => Path.Combine(folder, file))];

    private static void Write(string folder, string name, X509Certificate2 certificate, ECDsa key) =>
        Write(folder, CertificateOf(name), certificate.ExportCertificatePem(), KeyOf(name), key.ExportPkcs8PrivateKeyPem());

    private static void Write(string folder, string openFile, string openText, string privateFile, string privateText)
    {
        File.WriteAllText(Path.Combine(folder, openFile), openText);
        PrivateFile.Write(Path.Combine(folder, privateFile), Encoding.ASCII.GetBytes(privateText));
    }

    private static (string Private, string Public) MakePasswordKeys()
    {
        using var keys = RSA.Create(PasswordKeyBits);
        return (keys.ExportRSAPrivateKeyPem(), keys.ExportSubjectPublicKeyInfoPem());
    }

    private static string CertificateOf(string name) => name == Authority ? "ca.pem" : $"{name}-cert.pem";

    private static string KeyOf(string name) => $"{name}-key.pem";

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CertificateRequest Request(string subject, ECDsa key) => new(subject, key, HashAlgorithmName.SHA256);
}
