using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Lifetimes;

public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.Log.Information("setup of {0}", info.TargetTask.Name);
        if (context.HasArgument("fail-setup")) throw new InvalidOperationException("setup failed");
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        context.Log.Information("teardown, successful: {0}", info.Successful);
        if (context.HasArgument("fail-teardown")) throw new InvalidOperationException("teardown failed");
    }
}
