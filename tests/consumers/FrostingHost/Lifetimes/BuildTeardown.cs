using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Lifetimes;

public sealed class BuildTeardown : FrostingTeardown<BuildContext>
{
    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        context.Log.Information("split teardown, successful: {0}", info.Successful);
        if (context.HasArgument("fail-teardown")) throw new InvalidOperationException("teardown failed");
    }
}
