using Cake.Common.Diagnostics;
using Cake.Frosting;
using Cake.MySqlReplication.Settings;

namespace Build.Tasks;

[TaskName("Settings")]
[TaskDescription("Lists each setting with its option, environment variable, values and default.")]
public sealed class SettingsTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        foreach (var setting in SettingCatalog.All)
        {
            context.Information("--{0}=<{1}>", setting.Option, setting.Values);
            context.Information("    {0}", setting.Description);
            context.Information("    Default: {0}. Environment: {1}.", setting.Default, setting.EnvironmentVariable);
        }
    }
}
