namespace Build.TestEnvironment;

/// <summary>Sees to it that the engine has the images that the tests use: the official ones, or ours that behave like them.</summary>
internal sealed class TestImages(DockerEngine engine, TestCache cache, string repositoryRoot, Steps steps)
{
    private static readonly TimeSpan OtherRunDeadline = TimeSpan.FromMinutes(15);

    private readonly OfficialImages official = new(engine, cache.RefusalsDirectory, steps);
    private readonly LocalImages local = new(engine, Path.Combine(repositoryRoot, "tests", "images"), steps);

    public async Task<IReadOnlyList<ResolvedImage>> ResolveAsync(CancellationToken cancellationToken)
    {
        using var exclusive = await cache.LockAsync("images", OtherRunDeadline, steps, cancellationToken);
        var resolved = await Task.WhenAll(TestImage.All.Select(image => FindAsync(image, cancellationToken)));
        var missing = resolved.Where(each => each.Tag is null).ToList();
        if (missing.Count == 0)
            return resolved;

        var obstacle = await PrepareBuildAsync(cancellationToken);
        var built = await Task.WhenAll(missing.Select(each => BuildAsync(each, obstacle, cancellationToken)));
        return [.. resolved.Except(missing), .. built];
    }

    private async Task<ResolvedImage> FindAsync(TestImage image, CancellationToken cancellationToken)
    {
        if (await official.HasOrPullsAsync(image, cancellationToken))
            return Use(image, image.Official);
        if (await local.IsBuiltAsync(image, cancellationToken))
            return Use(image, image.Local);
        return new ResolvedImage(image, null, null);
    }

    private async Task<ResolvedImage> BuildAsync(ResolvedImage missing, string? obstacle, CancellationToken cancellationToken)
    {
        try
        {
            if (obstacle is not null)
                return missing with { Obstacle = obstacle };
            await local.BuildAsync(missing.Image, cancellationToken);
            return Use(missing.Image, missing.Image.Local);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return missing with { Obstacle = e.Message };
        }
    }

    /// <summary>Why no image can be built here; null if it can.</summary>
    private async Task<string?> PrepareBuildAsync(CancellationToken cancellationToken)
    {
        if (DebianPackages.Obstacle is { } obstacle)
            return $"it can neither be pulled nor be built: {obstacle}";
        if (Programs.Find("mmdebstrap") is null)
            await new DebianPackages(steps).InstallAsync("images are to be built", cancellationToken, "mmdebstrap");
        return null;
    }

    private ResolvedImage Use(TestImage image, string tag)
    {
        steps.Say($"{image.Name} is {tag}");
        return new ResolvedImage(image, tag, null);
    }
}
