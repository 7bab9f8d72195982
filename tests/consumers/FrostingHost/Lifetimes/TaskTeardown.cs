using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Lifetimes;

public sealed class TaskTeardown : FrostingTaskTeardown<BuildContext>
{
    public override void Teardown(BuildContext context, ITaskTeardownContext info) =>
        context.Log.Verbose("split after {0}", info.Task.Name);
}
