namespace Cake.Frosting.MySqlReplication;

/// <summary>The exit code of this process.</summary>
internal static class ExitCode
{
    /// <summary>
    /// Decides with what exit code the process ends, whatever its entry point returns: Frosting's host returns one code for all
    /// failures, up to version 7.0 (https://github.com/cake-build/cake/issues/3830).
    /// </summary>
    public static void Become(int exitCode) => AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = exitCode;
}
