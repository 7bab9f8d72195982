namespace Cake.MySqlReplication.Settings;

/// <summary>Where servers run.</summary>
public enum EngineKind
{
    /// <summary>In a Docker engine where one answers, else as local processes.</summary>
    Auto,

    /// <summary>In containers of the Docker engine that the <c>docker</c> client reaches.</summary>
    Docker,

    /// <summary>As processes of this machine, from a server that is installed, named or fetched.</summary>
    Process,
}
