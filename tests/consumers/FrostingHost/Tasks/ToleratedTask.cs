using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Tolerated")]
[ContinueOnError]
public sealed class ToleratedTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new InvalidOperationException("it broke and that is fine");
}
