namespace Cake.MySqlReplication.Profiling;

/// <summary>Sees a run while it goes on. It is told by any thread, and holds nobody up.</summary>
internal interface IRunObserver
{
    /// <param name="step">The step, such as VerifySync.</param>
    /// <param name="phase">The phase of it; empty for the step as a whole.</param>
    /// <param name="server">The server; empty where it is about none, or about all.</param>
    void Began(string step, string phase, string server);

    /// <inheritdoc cref="Began"/>
    void Ended(string step, string phase, string server);
}
