using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("GreetAgain")]
[IsDependentOn(typeof(GreetTask))]
public sealed class GreetAgainTask : FrostingTask;
