using Cake.Core.Diagnostics;

namespace Build.TestEnvironment;

/// <summary>
/// Brings the test environment up by hand and leaves it up, to run single tests against it: prints the variables that they
/// need as shell commands, for <c>eval</c>. With <c>--stop</c>, takes it down.
/// </summary>
public static class TestEnvironmentConsole
{
    public static async Task<int> RunAsync(string[] arguments, ICakeLog log, string repositoryRoot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Contains("--stop"))
        {
            await new PrivateDockerEngine(new TestCache(), new Steps(log)).StopAsync(cancellationToken);
            return 0;
        }

        Environment.SetEnvironmentVariable(DockerEngineProvider.KeepVariable, "1");
        await using var environment = await TestEnvironment.StartAsync(log, repositoryRoot, cancellationToken);
        foreach (var (name, value) in environment.Variables)
            Console.WriteLine($"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        return environment.Variables.ContainsKey(TestEnvironment.SkipDockerVariable) ? 1 : 0;
    }
}
