using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Images;

/// <summary>An image of one test's own, made from that of a server; it and its templates are gone when disposed.</summary>
internal sealed class DerivedImage : IAsyncDisposable
{
    private DerivedImage(string tag) => Tag = tag;

    public string Tag { get; }

    /// <param name="server">The name that the test environment has for the server.</param>
    /// <param name="script">A script of a first start, in SQL; null for none.</param>
    /// <param name="changes">Instructions of a Dockerfile.</param>
    public static Task<DerivedImage> OfAsync(string server, string? script = null, params string[] changes) =>
        MakeAsync(server, script is null ? null : ("/docker-entrypoint-initdb.d/1.sql", script), changes);

    /// <summary>With a file, which anybody may read and run; programs in <c>/opt</c> are found before those of the image.</summary>
    /// <param name="server">The name that the test environment has for the server.</param>
    /// <param name="path">Where the file is.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="changes">Instructions of a Dockerfile.</param>
    public static Task<DerivedImage> WithFileAsync(string server, string path, string text, params string[] changes) =>
        MakeAsync(server, (path, text), ["ENV PATH=/opt:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", .. changes]);

    private static async Task<DerivedImage> MakeAsync(string server, (string Path, string Text)? file, string[] changes)
    {
        var tag = $"mysql-replication-derived/test:{Guid.NewGuid():N}";
        var token = TestContext.Current.CancellationToken;
        var container = (await ImageContainer.DockerAsync(["create", TestServer.ImageOrSkip(server)], token)).Trim();
        try
        {
            if (file is var (path, text))
            {
                var copied = Path.Combine(Directory.CreateTempSubdirectory("mysql-replication-").FullName, Path.GetFileName(path));
                await File.WriteAllTextAsync(copied, text, token);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(copied, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
                await ImageContainer.DockerAsync(["cp", copied, container + ":" + path], token);
                Directory.Delete(Path.GetDirectoryName(copied)!, recursive: true);
            }

            // Another label makes it another image, which has no template yet.
            var all = changes.Prepend($"LABEL cake-mysql-replication.test={tag}").SelectMany(change => new[] { "--change", change });
            await ImageContainer.DockerAsync(["commit", .. all, container, tag], token);
        }
        finally
        {
            await ImageContainer.DockerAsync(["rm", "--force", "--volumes", container], CancellationToken.None);
        }

        return new DerivedImage(tag);
    }

    /// <summary>The names of its templates.</summary>
    public Task<string[]> TemplatesAsync() =>
        DockerProbe.LinesAsync("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", $"label=cake-mysql-replication.template={Tag}");

    /// <summary>Containers that make a template of it, or were to.</summary>
    public Task<string[]> MakersAsync() =>
        DockerProbe.LinesAsync("ps", "--all", "--format", "{{.Names}}", "--filter", $"label=cake-mysql-replication.test={Tag}", "--filter", "name=cake-mysql-replication-template-");

    public async ValueTask DisposeAsync()
    {
        foreach (var image in (await TemplatesAsync()).Append(Tag))
            await DockerProbe.LinesAsync("rmi", "--force", image);
    }
}
