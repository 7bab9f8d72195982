using System.Diagnostics;
using System.Globalization;
using Cake.Core.Diagnostics;

namespace Build.TestEnvironment;

/// <summary>Says what the test environment does, one line a step, with the time it took.</summary>
internal sealed class Steps(ICakeLog log)
{
    public void Say(string what) => log.Information("Test environment: {0}", what);

    public void Warn(string what) => log.Warning("Test environment: {0}", what);

    public Task TimeAsync(string what, Func<Task> step) => TimeAsync(what, async () =>
    {
        await step();
        return true;
    });

    public async Task<T> TimeAsync<T>(string what, Func<Task<T>> step)
    {
        Say($"{what} …");
        var watch = Stopwatch.StartNew();
        try
        {
            var result = await step();
            Say($"{what}: done in {Seconds(watch)}");
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Warn($"{what}: failed after {Seconds(watch)}");
            throw;
        }
    }

    private static string Seconds(Stopwatch watch) => watch.Elapsed.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture);
}
