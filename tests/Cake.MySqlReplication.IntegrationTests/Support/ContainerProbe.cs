namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>Servers as containers.</summary>
internal sealed class ContainerProbe(Sandbox sandbox) : IServerProbe
{
    public string SourceHost => Container("master");

    public async Task<string> IdentityAsync(string server)
    {
        var container = await DockerProbe.InspectAsync(Container(server));
        return container.GetProperty("Id") + " " + container.GetProperty("State").GetProperty("StartedAt");
    }

    public Task KillAsync(string server) => DockerProbe.LinesAsync("kill", Container(server));

    public async Task<IReadOnlyDictionary<string, string>> PublicTextsAsync(string server)
    {
        var logs = await Command.RunAsync("docker", ["logs", Container(server)], Path.GetTempPath());
        return new Dictionary<string, string>
        {
            [$"docker inspect of {server}"] = (await DockerProbe.InspectAsync(Container(server))).GetRawText(),
            [$"docker logs of {server}"] = logs.Output + logs.Errors,
        };
    }

    public Task<IReadOnlyList<string>> TracesAsync() => DockerProbe.TracesAsync(sandbox.Name);

    private string Container(string server) => $"{sandbox.Name}_{server}";
}
