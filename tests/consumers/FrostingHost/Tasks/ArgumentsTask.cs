using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Arguments")]
public sealed class ArgumentsTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        foreach (var (name, values) in context.Arguments.GetArguments())
        {
            foreach (var value in values) context.Log.Information("argument {0} is {1}", name, value is null ? "a flag" : $"<{value}>");
        }
    }
}
