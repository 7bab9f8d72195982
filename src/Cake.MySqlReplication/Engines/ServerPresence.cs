namespace Cake.MySqlReplication.Engines;

/// <summary>Whether a server that is there runs.</summary>
internal enum ServerPresence
{
    Stopped,
    Running,

    /// <summary>It runs, and has answered.</summary>
    Answering,
}
