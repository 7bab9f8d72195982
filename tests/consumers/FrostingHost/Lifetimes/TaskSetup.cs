using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Lifetimes;

public sealed class TaskSetup : FrostingTaskSetup<BuildContext>
{
    public override void Setup(BuildContext context, ITaskSetupContext info) => context.Log.Verbose("split before {0}", info.Task.Name);
}
