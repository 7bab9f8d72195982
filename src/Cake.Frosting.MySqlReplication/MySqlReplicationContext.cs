using Cake.Core;
using Cake.MySqlReplication;
using Cake.MySqlReplication.Settings;

namespace Cake.Frosting.MySqlReplication;

/// <summary>A context for builds that have none of their own: settings from the command line and the environment.</summary>
public class MySqlReplicationContext : FrostingContext, IMySqlReplicationContext
{
    private readonly Lazy<RunningTopology> _topology;

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
    public virtual CancellationToken CancellationToken => CancellationToken.None;

    /// <summary>What the build asks for; the command line and the environment override it. Default: nothing but defaults.</summary>
    protected virtual ReplicationSettings Settings => new();
}
