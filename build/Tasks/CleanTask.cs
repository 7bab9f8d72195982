using Cake.Common.Diagnostics;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Clean")]
[TaskDescription("Deletes what was built, all but the build program that runs.")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var artifacts = context.Artifacts.MakeAbsolute(context.Environment).FullPath;
        var kept = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, ".."));
        foreach (var group in new[] { "bin", "obj", "package", "test-results" }.Select(name => Path.Combine(artifacts, name)).Where(Directory.Exists))
        {
            foreach (var folder in Directory.GetDirectories(group).Where(folder => folder != kept && !IsObjOfBuild(folder)))
            {
                Directory.Delete(folder, recursive: true);
                context.Verbose("Deleted {0}.", folder);
            }
        }

        context.Information("Deleted what was built in {0}.", artifacts);
    }

    private static bool IsObjOfBuild(string folder) => Path.GetFileName(folder) == "Build";
}
