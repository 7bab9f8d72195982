using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Lifetimes;

public sealed class BuildSetup : FrostingSetup<BuildContext>
{
    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.Log.Information("split setup of {0}", info.TargetTask.Name);
        if (context.HasArgument("fail-setup")) throw new InvalidOperationException("setup failed");
    }
}
