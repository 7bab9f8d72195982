namespace Cake.MySqlReplication.Settings;

/// <summary>What one server has different from the others. What is null is as for all.</summary>
/// <param name="Server">The server: <c>master</c>, <c>slave</c>, <c>slave2</c>, …</param>
public sealed record ServerChoice(string Server)
{
    /// <summary>Its image, for a Docker engine. See <see cref="ReplicationSettings.Image"/>.</summary>
    public string? Image { get; init; }

    /// <summary>Path of its program, for local processes. See <see cref="ReplicationSettings.Server"/>.</summary>
    public string? Program { get; init; }

    /// <summary>Its version. See <see cref="ReplicationSettings.ServerVersion"/>.</summary>
    public string? Version { get; init; }

    /// <summary>How long it holds back what it has received, from 0 to 1 hour. See <see cref="ReplicationSettings.Delay"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The settings of all, as far as they are this server's.</summary>
    internal ReplicationSettings In(ReplicationSettings all)
    {
        var own = all with { Delay = Delay ?? all.Delay };
        return Image is null && Program is null && Version is null
            ? own
            : own with
            {
                Image = Image ?? ReplicationSettings.DefaultImage,
                Server = Program,
                ServerVersion = Version,
                ServerArchive = null,
                ServerArchiveSha256 = null,
                Choices = [],
                Given = GivenSettings.None,
            };
    }
}
