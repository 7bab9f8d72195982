namespace Build.TestEnvironment;

/// <summary>What tests look at a terminal with. Where it cannot be had, they are skipped and say so.</summary>
internal sealed class TerminalPrograms(Steps steps)
{
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (Programs.Find("tmux") is not null || DebianPackages.Obstacle is not null)
            return;
        try
        {
            await new DebianPackages(steps).InstallAsync("there is no tmux", cancellationToken, "tmux");
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException or IOException)
        {
            steps.Warn($"TESTS OF WHAT A TERMINAL SHOWS ARE SKIPPED: {exception.Message}");
        }
    }
}
