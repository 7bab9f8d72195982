using System.Diagnostics;

namespace Cake.MySqlReplication.IntegrationTests.Images;

/// <summary>A container of one test's own, started by the docker client as a user would; gone when disposed.</summary>
internal sealed class ImageContainer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private ImageContainer(string name) => Name = name;

    public string Name { get; }

    /// <summary>Creates the container, copies <paramref name="files"/> (path in it, content) into it, and starts it.</summary>
    public static async Task<ImageContainer> StartAsync(
        string tag,
        IReadOnlyDictionary<string, string> variables,
        string[] arguments,
        CancellationToken cancellationToken,
        string[]? options = null,
        IReadOnlyDictionary<string, byte[]>? files = null)
    {
        var container = new ImageContainer($"cake-mysql-replication-image-{Guid.NewGuid():N}");
        try
        {
            await DockerAsync(
                ["create", "--name", container.Name, "--label", "cake-mysql-replication.test=images", .. options ?? [],
                    .. variables.Keys.SelectMany(name => new[] { "--env", name }), tag, .. arguments],
                cancellationToken,
                variables);
            foreach (var (path, content) in files ?? new Dictionary<string, byte[]>())
                await container.CopyAsync(path, content, cancellationToken);
            await DockerAsync(["start", container.Name], cancellationToken);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the server, and not the temporary one of a first start, greets on its port.</summary>
    public async Task WaitForGreetingAsync(CancellationToken cancellationToken)
    {
        const string Wait = "until mysqladmin --no-defaults --host=127.0.0.1 --user=nobody ping > /dev/null 2>&1; do sleep 0.1; done";
        try
        {
            await ExecAsync(cancellationToken, "sh", "-c", Wait);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message}\n{await LogAsync(cancellationToken)}", e);
        }
    }

    public Task<string> ExecAsync(CancellationToken cancellationToken, params string[] command) =>
        DockerAsync(["exec", Name, .. command], cancellationToken);

    public Task<string> QueryAsync(string user, string password, string sql, CancellationToken cancellationToken, string host = "127.0.0.1") => DockerAsync(
        ["exec", "--env", "MYSQL_PWD", Name, "mysql", $"--host={host}", $"--user={user}", "--default-character-set=utf8mb4", "-N", "-B", "-r", "-e", sql],
        cancellationToken,
        new Dictionary<string, string> { ["MYSQL_PWD"] = password });

    public Task<string> LogAsync(CancellationToken cancellationToken) => DockerAsync(["logs", Name], cancellationToken);

    public Task<string> InspectAsync(string format, CancellationToken cancellationToken) =>
        DockerAsync(["container", "inspect", "--format", format, Name], cancellationToken);

    public async ValueTask DisposeAsync() => await RunAsync(["rm", "--force", "--volumes", Name], CancellationToken.None, null);

    /// <returns>What it wrote, to both streams.</returns>
    public static async Task<string> DockerAsync(
        string[] arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? variables = null)
    {
        var (exitCode, output) = await RunAsync(arguments, cancellationToken, variables);
        return exitCode == 0 ? output : throw new InvalidOperationException($"`docker {string.Join(' ', arguments)}` ended with exit code {exitCode}: {output}");
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string[] arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Deadline);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("docker did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, (await output + await error).Trim());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`docker {string.Join(' ', arguments)}` did not come to an end within {Deadline.TotalMinutes:0} minutes.");
        }
    }

    private async Task CopyAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, content, cancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            await DockerAsync(["cp", file, $"{Name}:{path}"], cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
