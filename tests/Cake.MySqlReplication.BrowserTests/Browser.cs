using System.Reflection;
using Microsoft.Playwright;
using Xunit;

namespace Cake.MySqlReplication.BrowserTests;

/// <summary>A Chromium of this machine; or why there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where pages and what is seen of them are kept, to be looked at.</summary>
    public static string Pages { get; } = Path.Combine(
        typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ArtifactsPath").Value!, "test-results", "pages");

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
            return;
        Directory.CreateDirectory(Pages);
        _playwright = await Playwright.CreateAsync();
        // Root may not have a sandbox; the pages are our own.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, ChromiumSandbox = !Environment.IsPrivilegedProcess });
    }

    /// <summary>A window of its own; skips the test where there is no browser.</summary>
    public async Task<IBrowserContext> OpenAsync(ColorScheme scheme, int width)
    {
        Assert.SkipWhen(_browser is null, $"There is no Chromium here: none of {string.Join(", ", Programs)} is on PATH.");
        return await _browser!.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in Programs
         let program = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
         where File.Exists(program)
         select program).FirstOrDefault();
}
