namespace Cake.MySqlReplication.Settings;

/// <summary>One setting as a user meets it: option, environment variable, meaning, default.</summary>
public sealed class SettingDefinition
{
    private readonly Func<ReplicationSettings, IReadOnlyList<string>, ReplicationSettings> _apply;

    internal SettingDefinition(
        string option,
        string values,
        string defaultValue,
        string description,
        Func<ReplicationSettings, IReadOnlyList<string>, ReplicationSettings> apply)
    {
        Option = option;
        Values = values;
        Default = defaultValue;
        Description = description;
        _apply = apply;
    }

    /// <summary>Name on the command line, without the leading dashes.</summary>
    public string Option { get; }

    /// <summary>Name of the environment variable.</summary>
    public string EnvironmentVariable => "MYSQL_REPLICATION_" + Option.ToUpperInvariant().Replace('-', '_');

    /// <summary>The values that it takes.</summary>
    public string Values { get; }

    /// <summary>What holds when it is not given.</summary>
    public string Default { get; }

    /// <summary>What it does.</summary>
    public string Description { get; }

    /// <summary>The settings with this one set.</summary>
    /// <exception cref="FormatException">The text is not a value of this setting.</exception>
    internal ReplicationSettings Apply(ReplicationSettings settings, IReadOnlyList<string> texts) => _apply(settings, texts);
}
