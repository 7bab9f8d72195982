using Build.TestEnvironment;

namespace Build.Testing;

/// <summary>
/// Gets ready what tests in a browser need, while the other tests run: a Chromium, and a test program with a package of 200 MB,
/// which is why the solution does without.
/// </summary>
internal sealed class BrowserTests(Steps steps)
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);

    public static TestProject Project { get; } = new("Cake.MySqlReplication.BrowserTests");

    /// <returns>Why those tests cannot be run; null if they can.</returns>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (OperatingSystem.IsLinux() && !Browsers.Any(browser => Programs.Find(browser) is not null))
            {
                if (DebianPackages.Obstacle is { } obstacle)
                    return $"there is no Chromium, and {obstacle}";
                await new DebianPackages(steps).InstallAsync("there is no Chromium", cancellationToken, "chromium");
            }

            await steps.TimeAsync("building the tests in a browser", async () => (await ChildProcess.RunAsync(
                "dotnet", ["build", $"tests/{Project.Name}", "--configuration", BuildContext.ReleaseConfiguration, "--nologo", "--verbosity", "quiet"], Deadline, cancellationToken)).ThrowUnlessSucceeded());
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException or IOException)
        {
            return exception.Message;
        }
    }
}
