using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Fail")]
public sealed class FailTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new InvalidOperationException("it broke");
}
