using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>The console and the log for when there is no build to ask for them.</summary>
internal static class HostConsole
{
    public static CakeConsole Create() => new(new CakeEnvironment(new CakePlatform(), new CakeRuntime()));

    public static CakeBuildLog CreateLog(Verbosity verbosity) => new(Create(), verbosity);
}
