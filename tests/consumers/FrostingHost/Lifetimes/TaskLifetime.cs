using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Lifetimes;

public sealed class TaskLifetime : FrostingTaskLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ITaskSetupContext info) => context.Log.Verbose("before {0}", info.Task.Name);

    public override void Teardown(BuildContext context, ITaskTeardownContext info) => context.Log.Verbose("after {0}", info.Task.Name);
}
