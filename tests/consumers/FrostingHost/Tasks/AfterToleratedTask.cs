using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("AfterTolerated")]
[IsDependentOn(typeof(ToleratedTask))]
public sealed class AfterToleratedTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("after tolerated ran");
}
