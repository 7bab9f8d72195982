using Cake.Core;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("ExitCode")]
public sealed class ExitCodeTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new CakeException(42, "it broke with a code");
}
