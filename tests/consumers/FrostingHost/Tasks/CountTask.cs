using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Count")]
public sealed class CountTask(Counter counter) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("counted to {0}", counter.Next());
}
