using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("AsyncFail")]
public sealed class AsyncFailTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await Task.Yield();
        throw new InvalidOperationException("it broke later");
    }
}
