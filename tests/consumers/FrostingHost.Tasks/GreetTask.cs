using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Greet")]
[TaskDescription("Greets, over an interface of the build's context.")]
public sealed class GreetTask : FrostingTask<IGreetingContext>
{
    public override void Run(IGreetingContext context) => context.Log.Information("greeting: {0}", context.Greeting);
}
