using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Finally")]
public sealed class FinallyTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new InvalidOperationException("it broke before the end");

    public override void Finally(BuildContext context) => context.Log.Information("finally ran");
}
