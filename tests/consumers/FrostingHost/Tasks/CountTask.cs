using Cake.Core.Diagnostics;
using Cake.Frosting;
using FrostingHost.Services;

namespace FrostingHost.Tasks;

[TaskName("Count")]
public sealed class CountTask(Counter counter, TimeProvider clock) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Log.Information("counted to {0} by {1}", counter.Next(), clock.GetType().Name);
}
