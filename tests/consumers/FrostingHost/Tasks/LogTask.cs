using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Log")]
public sealed class LogTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        context.Log.Error("an error");
        context.Log.Warning("a warning");
        context.Log.Information("an information");
        context.Log.Verbose("a detail");
        context.Log.Debug("a trace");
    }
}
