using System.Diagnostics;

namespace Cake.MySqlReplication.Profiling;

/// <summary>The profile of this process's run. It is shown when the process ends, whatever ends it: only then all is known.</summary>
internal static class ProfiledRun
{
    /// <param name="clock">Measures.</param>
    /// <param name="write">Takes the lines at the end; null where nobody asked for them.</param>
    public static Profile Begin(TimeProvider clock, Action<string>? write)
    {
        using var process = Process.GetCurrentProcess();
        var profile = new Profile(clock, clock.GetUtcNow() - process.StartTime.ToUniversalTime());
        if (write is null)
            return profile;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var line in ProfileTable.Lines(profile.Phases(), profile.Elapsed))
                write(line);
        };
        return profile;
    }
}
