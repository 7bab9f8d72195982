using Cake.Core;

namespace Cake.MySqlReplication.Settings;

/// <summary>Settings from the command line, the environment and code.</summary>
public static class SettingsReader
{
    /// <summary>
    /// <paramref name="basis"/>, overridden by environment variables (<c>MYSQL_REPLICATION_…</c>), overridden by the
    /// command line. An option without a value stands for "true"; an empty environment variable for "not given".
    /// </summary>
    /// <param name="context">Where arguments and environment come from.</param>
    /// <param name="basis">What code asks for; null for the defaults.</param>
    /// <exception cref="MySqlReplicationException">One or more settings are not usable; the message lists them all.</exception>
    public static ReplicationSettings Read(ICakeContext context, ReplicationSettings? basis = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = basis ?? new ReplicationSettings();
        var problems = new List<string>();

        foreach (var definition in SettingCatalog.All)
        {
            var (origin, texts) = Given(context, definition);
            if (texts.Count == 0)
                continue;

            try
            {
                settings = definition.Apply(settings, texts);
            }
            catch (FormatException exception)
            {
                problems.Add($"{origin}: {exception.Message}. Allowed: {definition.Values}.");
            }
        }

        problems.AddRange(settings.Validate());
        SettingsValidation.ThrowIfAny(problems);
        return settings;
    }

    private static (string Origin, IReadOnlyList<string> Texts) Given(ICakeContext context, SettingDefinition definition)
    {
        if (context.Arguments.GetArguments(definition.Option) is { Count: > 0 } arguments)
            return ("--" + definition.Option, [.. arguments]);

        var variable = context.Environment.GetEnvironmentVariable(definition.EnvironmentVariable);
        return (definition.EnvironmentVariable, string.IsNullOrEmpty(variable) ? [] : [variable]);
    }
}
