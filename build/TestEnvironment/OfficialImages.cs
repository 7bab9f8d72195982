namespace Build.TestEnvironment;

/// <summary>The published images, where the engine has them or can pull them. A refusal is remembered for a day.</summary>
internal sealed class OfficialImages(DockerEngine engine, string refusals, Steps steps)
{
    private static readonly TimeSpan RefusalLasts = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstLineDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PullDeadline = TimeSpan.FromMinutes(5);

    public async Task<bool> HasOrPullsAsync(TestImage image, CancellationToken cancellationToken)
    {
        if (await engine.HasImageAsync(image.Official, cancellationToken))
            return true;

        var refusal = Path.Combine(refusals, image.Name);
        if (File.Exists(refusal) && DateTime.UtcNow - File.GetLastWriteTimeUtc(refusal) < RefusalLasts)
            return false;

        string complaint;
        try
        {
            steps.Say($"pulling {image.Official} …");
            var pull = await ChildProcess.RunAsync(
                "docker", ["pull", image.Official], PullDeadline, cancellationToken, engine.Variables, firstLineWithin: FirstLineDeadline);
            if (pull.Succeeded)
                return true;
            complaint = pull.Complaint;
        }
        catch (TimeoutException e)
        {
            complaint = e.Message;
        }

        steps.Say($"{image.Official} cannot be pulled ({complaint}); not trying again before tomorrow (or the removal of {refusal})");
        Directory.CreateDirectory(refusals);
        await File.WriteAllTextAsync(refusal, complaint, cancellationToken);
        return false;
    }
}
