using System.Security.Cryptography;
using System.Text;

namespace Build.TestEnvironment;

/// <summary>The images in tests/images, built when the engine has none made from the present definition.</summary>
internal sealed class LocalImages(DockerEngine engine, string directory, Steps steps)
{
    private const string DefinitionLabel = "mysql-replication-test.definition";
    private static readonly TimeSpan BuildDeadline = TimeSpan.FromMinutes(10);

    public Task<bool> IsBuiltAsync(TestImage image, CancellationToken cancellationToken) => IsBuiltAsync(image, Definition(image), cancellationToken);

    /// <summary>Builds the image.</summary>
    /// <exception cref="InvalidOperationException">It could not be built.</exception>
    public Task BuildAsync(TestImage image, CancellationToken cancellationToken) => steps.TimeAsync($"building {image.Local}", async () =>
    {
        var script = Path.Combine(directory, "build.sh");
        var build = await ChildProcess.RunAsync("bash", [script, image.Name, image.Local, Definition(image)], BuildDeadline, cancellationToken, engine.Variables);
        build.ThrowUnlessSucceeded();
        foreach (var remark in build.Error.Split('\n').Where(line => line.StartsWith("build.sh:", StringComparison.Ordinal)))
            steps.Warn(remark);
    });

    private async Task<bool> IsBuiltAsync(TestImage image, string definition, CancellationToken cancellationToken) =>
        await engine.ImageLabelAsync(image.Local, DefinitionLabel, cancellationToken) == definition;

    /// <summary>A hash of everything that goes into the image, packages' versions excepted.</summary>
    private string Definition(TestImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(directory)
            .Concat(Directory.EnumerateFiles(Path.Combine(directory, "base")))
            .Concat(Directory.EnumerateFiles(Path.Combine(directory, image.Name)))
            .Where(path => Path.GetExtension(path) != ".md")
            .Order(StringComparer.Ordinal);
        foreach (var path in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(directory, path) + "\0"));
            hash.AppendData(File.ReadAllBytes(path));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
