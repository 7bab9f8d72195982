using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Settings;

namespace Cake.Frosting.MySqlReplication;

/// <summary>Lists each setting with its option, environment variable, values and default.</summary>
/// <example>
/// <code>
/// ./build.sh --target=Settings
/// </code>
/// </example>
[TaskName("Settings")]
[TaskDescription("Lists each setting with its option, environment variable, values and default.")]
public sealed class SettingsTask : FrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override void Run(IMySqlReplicationContext context)
    {
        foreach (var setting in SettingCatalog.All)
        {
            context.Log.Information("--{0}=<{1}>", setting.Option, setting.Values);
            context.Log.Information("    {0}", setting.Description);
            context.Log.Information("    Default: {0}. Environment: {1}.", setting.Default, setting.EnvironmentVariable);
        }
    }
}
