using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Ok")]
[TaskDescription("Succeeds.")]
public sealed class OkTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("ok ran");
}
