namespace Cake.MySqlReplication.Engines.Process.Installations.Archives;

/// <summary>Keeps what is secret in addresses out of logs and messages.</summary>
internal static class Addresses
{
    /// <summary>The address without user, password, query and fragment.</summary>
    public static string WithoutSecrets(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
