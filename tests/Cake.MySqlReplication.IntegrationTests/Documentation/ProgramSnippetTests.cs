using System.Reflection;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>The Frosting builds and other programs of the guides, compiled as they stand and run.</summary>
public sealed class ProgramSnippetTests : IAsyncDisposable
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly SnippetFolder _folder = new();

    public static TheoryData<int> Programs => [.. Enumerable.Range(0, Snippets.Count)];

    private static IReadOnlyList<Snippet> Snippets { get; } = [.. Snippet.All.Where(snippet => snippet.IsProgram)];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_of_a_guide_compiles_and_runs(int number)
    {
        await CompileAsync(Snippets[number].Code);

        var target = Snippets[number].Mark.Split(' ').Skip(1).FirstOrDefault();
        var configuration = Path.ChangeExtension(Repository.PathOfBuilt("Build"), "runtimeconfig.json");
        var run = await _folder.RunAsync(
            SnippetFolder.DotNet, ["exec", "--runtimeconfig", configuration, _folder.PathOf("program/Program.dll"), .. target is null ? Array.Empty<string>() : [$"--target={target}"]]);

        if (target is not null)
            Assert.Contains(run.Lines, line => line.StartsWith(target, StringComparison.Ordinal) && line.Contains("Succeeded", StringComparison.Ordinal));
        if (Snippets[number].Code.Contains("DotNetTest", StringComparison.Ordinal))
            Assert.Equal(["dotnet test tests/Database.Tests"], _folder.Calls);
    }

    /// <summary>By the compiler alone: a project would say the same, and take several times as long.</summary>
    private async Task CompileAsync(string code)
    {
        Directory.CreateDirectory(_folder.PathOf("program"));
        foreach (var library in Directory.GetFiles(Path.GetDirectoryName(Repository.PathOfBuilt("Build"))!, "*.dll").Where(file => Path.GetFileName(file) != "Build.dll"))
            File.CreateSymbolicLink(_folder.PathOf($"program/{Path.GetFileName(library)}"), library);
        await File.WriteAllTextAsync(_folder.PathOf("program/Program.cs"), code, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.PathOf("program/Usings.cs"), ImplicitUsings, TestContext.Current.CancellationToken);
        var references = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Concat(Directory.GetFiles(_folder.PathOf("program"), "*.dll"));

        await _folder.RunAsync(
            SnippetFolder.DotNet,
            [
                "exec", Repository.Compiler, "-nologo", "-noconfig", "-nostdlib", "-nullable:enable", "-warnaserror", $"-out:{_folder.PathOf("program/Program.dll")}",
                .. references.Where(IsManaged).Select(reference => "-reference:" + reference), _folder.PathOf("program/Program.cs"), _folder.PathOf("program/Usings.cs"),
            ]);
    }

    private static bool IsManaged(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file) is not null;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
