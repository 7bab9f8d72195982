using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Dependee")]
[IsDependeeOf(typeof(DependentTask))]
public sealed class DependeeTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("dependee ran");
}
