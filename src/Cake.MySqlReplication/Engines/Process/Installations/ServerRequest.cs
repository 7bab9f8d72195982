namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Which server is asked for.</summary>
/// <param name="Server">A server program, or a folder that holds one; null to look for one.</param>
/// <param name="Version">Such as <c>9.7</c>, <c>mysql-8.4</c> or <c>mariadb-10.11</c>; null for MySQL's current LTS.</param>
/// <param name="Archive">Path or http(s) address of a vendor's archive (tar.xz, tar.gz, zip) to take the server from.</param>
/// <param name="ArchiveSha256">The checksum that the archive must have, in hexadecimal digits.</param>
internal sealed record ServerRequest(
    string? Server = null, string? Version = null, string? Archive = null, string? ArchiveSha256 = null);
