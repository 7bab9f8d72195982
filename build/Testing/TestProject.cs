using Cake.Common;
using Cake.Core;
using Cake.Core.IO;

namespace Build.Testing;

/// <summary>A test project, which is a program of its own.</summary>
internal sealed record TestProject(string Name)
{
    /// <summary>The tests that need servers.</summary>
    public static TestProject Integration { get; } = new("Cake.MySqlReplication.IntegrationTests");

    /// <summary>Those that need none.</summary>
    public static TestProject Unit { get; } = new("Cake.MySqlReplication.Tests");

    public static IReadOnlyList<TestProject> All { get; } = [Unit, Integration];

    /// <summary>Runs its tests, as the options of the test program have it.</summary>
    /// <returns>What came out, or null if the program ended without a result.</returns>
    public TestResult? Run(BuildContext context, IReadOnlyDictionary<string, string> variables, IEnumerable<string> options, CancellationToken cancellationToken)
    {
        var results = context.Artifacts.Combine("test-results");
        Directory.CreateDirectory(results.MakeAbsolute(context.Environment).FullPath);
        var file = results.CombineWithFilePath(Name + ".xml").MakeAbsolute(context.Environment).FullPath;
        File.Delete(file);

        var arguments = new ProcessArgumentBuilder()
            .AppendQuoted(context.Artifacts.CombineWithFilePath($"bin/{Name}/release/{Name}.dll").MakeAbsolute(context.Environment).FullPath)
            .Append("-noLogo -noColor")
            .Append("-result-xml").AppendQuoted(file);
        foreach (var word in options)
            arguments.AppendQuoted(word);

        using var process = context.StartAndReturnProcess("dotnet", new ProcessSettings
        {
            Arguments = arguments,
            EnvironmentVariables = variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        });
        using var ending = cancellationToken.Register(process.Kill);
        process.WaitForExit();
        return TestResult.Read(file, process.GetExitCode());
    }
}
