using Cake.Core;
using Cake.MySqlReplication;
using Cake.MySqlReplication.Settings;

namespace Cake.Frosting.MySqlReplication;

/// <summary>A context for builds that have none of their own: settings from the command line and the environment.</summary>
public class MySqlReplicationContext : FrostingContext, IMySqlReplicationContext
{
    private readonly Lazy<RunningTopology> _topology;
    private readonly List<RunningTopology> _further = [];

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
    public IReadOnlyList<RunningTopology> Topologies => [Topology, .. _further];

    /// <inheritdoc />
    public virtual CancellationToken CancellationToken => CancellationToken.None;

    /// <summary>What the build asks for; the command line and the environment override it. Default: nothing but defaults.</summary>
    protected virtual ReplicationSettings Settings => new();

    /// <summary>
    /// Adds a topology beside <see cref="Topology"/>, for tasks of the build's own. To be called by the constructor, so that Teardown
    /// knows of it in every run. The command line and the environment override all of its settings but name and folder.
    /// </summary>
    /// <param name="settings">What is asked for, with a name of its own.</param>
    /// <returns>The topology. Nothing of it is started.</returns>
    /// <exception cref="MySqlReplicationException">The settings cannot be used; the message lists all that is wrong.</exception>
    protected RunningTopology Add(ReplicationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var further = RunningTopology.Open(this, SettingsReader.Read(this, settings) with { Name = settings.Name, BaseDirectory = settings.BaseDirectory });
        _further.Add(further);
        return further;
    }
}
