using Cake.Core;
using Cake.MySqlReplication;
using Cake.MySqlReplication.Settings;

namespace Cake.Frosting.MySqlReplication;

/// <summary>
/// A context for builds that have none of their own: settings from the command line and the environment, and a
/// cancellation that follows Ctrl-C and SIGTERM.
/// </summary>
public class MySqlReplicationContext : FrostingContext, IMySqlReplicationContext, IDisposable
{
    private readonly Lazy<RunningTopology> _topology;
    private readonly CancellationOnSignal _cancellation = new();

    /// <summary>Creates the context. Settings are read when the first task needs them.</summary>
    /// <param name="context">The context that Cake makes.</param>
    public MySqlReplicationContext(ICakeContext context)
        : base(context)
    {
        _topology = new Lazy<RunningTopology>(() => RunningTopology.Open(this, SettingsReader.Read(this, Settings)));
    }

    /// <inheritdoc />
    public RunningTopology Topology => _topology.Value;

    /// <inheritdoc />
    public CancellationToken CancellationToken => _cancellation.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops listening to signals.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _cancellation.Dispose();
    }

    /// <summary>What the build asks for; the command line and the environment override it. Default: nothing but defaults.</summary>
    protected virtual ReplicationSettings Settings => new();
}
