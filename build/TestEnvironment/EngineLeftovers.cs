namespace Build.TestEnvironment;

/// <summary>What tests left behind in the private engine. Nobody else has anything in there.</summary>
internal sealed class EngineLeftovers(DockerEngine engine, Steps steps)
{
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var containers = await engine.ListAsync(cancellationToken, "ps", "--all", "--format", "{{.Names}}");
        await RemoveAsync("containers", containers, ["rm", "--force", "--volumes"], cancellationToken);
        var networks = await engine.ListAsync(cancellationToken, "network", "ls", "--filter", "type=custom", "--format", "{{.Name}}");
        await RemoveAsync("networks", networks, ["network", "rm"], cancellationToken);
        var volumes = await engine.ListAsync(cancellationToken, "volume", "ls", "--format", "{{.Name}}");
        await RemoveAsync("volumes", volumes, ["volume", "rm", "--force"], cancellationToken);
    }

    private async Task RemoveAsync(string kind, IReadOnlyList<string> names, string[] command, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            return;
        steps.Warn($"removing {names.Count} {kind} that tests left behind: {string.Join(", ", names.Take(10))}{(names.Count > 10 ? ", …" : "")}");
        var removal = await engine.RunAsync(cancellationToken, [.. command, .. names]);
        if (!removal.Succeeded)
            steps.Warn($"some {kind} could not be removed: {removal.Complaint}");
    }
}
