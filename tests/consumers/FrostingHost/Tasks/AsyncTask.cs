using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Async")]
public sealed class AsyncTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await Task.Yield();
        context.Log.Information("async ran");
    }
}
