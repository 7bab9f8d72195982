using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("AfterFail")]
[IsDependentOn(typeof(FailTask))]
public sealed class AfterFailTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("after fail ran");
}
