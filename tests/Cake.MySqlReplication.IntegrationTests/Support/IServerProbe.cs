namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>What is seen of a topology's servers from outside the product, and done to them.</summary>
internal interface IServerProbe
{
    /// <summary>Where replicas find the source.</summary>
    string SourceHost { get; }

    /// <summary>What tells a running server from the same one after a restart.</summary>
    Task<string> IdentityAsync(string server);

    /// <summary>Ends a server by SIGKILL.</summary>
    Task KillAsync(string server);

    /// <summary>What anybody can read of a server, by where.</summary>
    Task<IReadOnlyDictionary<string, string>> PublicTextsAsync(string server);

    /// <summary>What is there of the topology outside its base folder.</summary>
    Task<IReadOnlyList<string>> TracesAsync();
}
