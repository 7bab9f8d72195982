using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Rethrown")]
public sealed class RethrownTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new InvalidOperationException("it broke");

    public override void OnError(Exception exception, BuildContext context) =>
        throw new InvalidOperationException("it broke and the handler too", exception);
}
