using System.Globalization;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>What Ctrl-C sends.</summary>
internal static class Interrupt
{
    /// <summary>The signal's bit in the masks of <c>/proc/…/status</c>.</summary>
    private const ulong Bit = 1UL << (2 - 1);

    /// <summary>
    /// Skips the test where programs that are started here ignore SIGINT. They inherit that from whoever started the tests: a
    /// shell, of what it runs in the background.
    /// </summary>
    public static async Task SkipWhereIgnoredAsync(string signal = "INT")
    {
        if (signal != "INT" || !OperatingSystem.IsLinux())
            return;
        var status = await Command.RunAsync("cat", ["/proc/self/status"], Path.GetTempPath(), cancellationToken: TestContext.Current.CancellationToken);
        var mask = status.Lines.First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        Assert.SkipWhen(
            (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Bit) != 0,
            "SIGINT is ignored by what started the tests, and so by what they start: run them in the foreground of a shell.");
    }
}
