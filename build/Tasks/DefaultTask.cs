using Cake.Common.Diagnostics;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Default")]
[TaskDescription("Shows what targets there are.")]
public sealed class DefaultTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        context.Information("Usage: ./build.sh --target=<target> [--<setting>=<value> ...]\n");
        var targets = Targets.All();
        var width = targets.Max(target => target.Name.Length);
        foreach (var (name, description) in targets)
            context.Information("  {0}  {1}", name.PadRight(width), description);
        context.Information("\n--target=Settings lists the settings; --tree shows which target runs which.");
    }
}
