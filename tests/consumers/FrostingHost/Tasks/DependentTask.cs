using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Dependent")]
[IsDependentOn(typeof(OkTask))]
[IsDependentOn(typeof(UnnamedTask))]
public sealed class DependentTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("dependent ran");
}
