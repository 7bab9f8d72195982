using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Skipped")]
public sealed class SkippedTask : FrostingTask<BuildContext>, IFrostingTask
{
    string IFrostingTask.SkippedMessage => "not today";

    public override bool ShouldRun(BuildContext context) => false;

    public override void Run(BuildContext context) => context.Log.Information("skipped ran");
}
