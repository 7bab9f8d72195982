using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>A block of code in what is written for users.</summary>
/// <param name="Document">Where it stands, from the repository's root.</param>
/// <param name="Language">The first word behind the fence, which colours it.</param>
/// <param name="Mark">The words after that, which say how a test runs it.</param>
/// <param name="Code">The lines between the fences.</param>
internal sealed partial record Snippet(string Document, string Language, string Mark, string Code)
{
    private static readonly string[] Folders = ["docs", "samples"];

    /// <summary>All of them, document by document, in their order.</summary>
    public static IReadOnlyList<Snippet> All { get; } =
    [
        .. from path in Folders.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
               .Append(Repository.PathOf("README.md"))
           let document = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
           orderby document
           from Match fence in Fence().Matches(File.ReadAllText(path).ReplaceLineEndings("\n"))
           select new Snippet(document, fence.Groups["language"].Value, fence.Groups["mark"].Value.Trim(), fence.Groups["code"].Value),
    ];

    public bool IsShell => Language is "console" or "sh";

    public bool IsCake => Language == "csharp" && Mark is "cake" or "script";

    /// <summary>Whether it is a program: a Frosting build with the target that is to be run, or one without Cake.</summary>
    public bool IsProgram => Language == "csharp" && (Mark == "program" || Mark.StartsWith("frosting ", StringComparison.Ordinal));

    /// <summary>Whether it is a piece of a file of this repository, whose path is its mark.</summary>
    public bool IsExcerpt => Language == "csharp" && Mark.EndsWith(".cs", StringComparison.Ordinal);

    public override string ToString() => $"{Document}: {Code.Split('\n')[0]}";

    [GeneratedRegex(@"^ *```(?<language>\S+)(?<mark>[^\n]*)\n(?<code>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
