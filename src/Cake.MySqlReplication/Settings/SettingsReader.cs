using System.Runtime.CompilerServices;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.MySqlReplication.Settings;

/// <summary>Settings from the command line, the environment and code.</summary>
public static class SettingsReader
{
    // A script that starts, verifies and stops reads its settings three times.
    private static readonly ConditionalWeakTable<ICakeArguments, object> Warned = [];

    /// <summary>
    /// <paramref name="basis"/>, overridden by environment variables (<c>MYSQL_REPLICATION_…</c>), overridden by the
    /// command line. An empty environment variable stands for
    /// "not given". A switch such as <c>--profile</c> alone stands for true; every other option needs a value. What looks like a
    /// misspelt setting is warned of.
    /// </summary>
    /// <param name="context">Where arguments and environment come from.</param>
    /// <param name="basis">What code asks for; null for the defaults.</param>
    /// <exception cref="MySqlReplicationException">One or more settings are not usable; the message lists them all.</exception>
    public static ReplicationSettings Read(ICakeContext context, ReplicationSettings? basis = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = basis ?? new ReplicationSettings();
        var problems = new List<string>();

        WarnOfMisspelt(context);
        foreach (var definition in SettingCatalog.All)
        {
            var (origin, texts) = Given(context, definition);
            if (texts.Count == 0)
                continue;

            try
            {
                settings = definition.Apply(settings, texts) with { Given = settings.Given.With(definition.Option) };
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

    private static void WarnOfMisspelt(ICakeContext context)
    {
        if (!Warned.TryAdd(context.Arguments, context.Arguments))
            return;
        foreach (var warning in MisspeltSettings.Find(context.Arguments.GetArguments().Keys, context.Environment.GetEnvironmentVariables().Keys))
            context.Log.Warning("{0}", warning);
    }

    /// <summary>For an option without a value, Cake's host hands over null, whatever its signature says.</summary>
    private static string TextOf(string? argument) => argument ?? "";

    private static (string Origin, IReadOnlyList<string> Texts) Given(ICakeContext context, SettingDefinition definition)
    {
        if (context.Arguments.GetArguments(definition.Option) is { Count: > 0 } arguments)
            return ("--" + definition.Option, [.. arguments.Select(TextOf)]);

        var variable = context.Environment.GetEnvironmentVariable(definition.EnvironmentVariable);
        return (definition.EnvironmentVariable, string.IsNullOrEmpty(variable) ? [] : [variable]);
    }
}
