using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

public sealed class UnnamedTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("unnamed ran");
}
