using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Handled")]
public sealed class HandledTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new InvalidOperationException("it broke and was handled");

    public override void OnError(Exception exception, BuildContext context) =>
        context.Log.Information("handled: {0}", exception.Message);
}
