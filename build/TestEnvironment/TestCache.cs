namespace Build.TestEnvironment;

/// <summary>The folder that test environments share from run to run, and its locks.</summary>
internal sealed class TestCache
{
    public TestCache()
    {
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(caches) || !Path.IsPathRooted(caches))
            caches = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        Root = Path.Combine(caches, "cake-mysql-replication");
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string EngineDirectory => Path.Combine(Root, "engine");

    public string RefusalsDirectory => Path.Combine(Root, "refusals");

    /// <summary>Holds the lock of this name against other runs on this machine, until it is disposed.</summary>
    /// <exception cref="TimeoutException">Another run held it all the time.</exception>
    public async Task<IDisposable> LockAsync(string name, TimeSpan deadline, Steps steps, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Root, name + ".lock");
        var until = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(until) < deadline)
            {
                if (attempt == 0)
                    steps.Say($"waiting for another run on this machine that holds {path} …");
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
            catch (IOException e)
            {
                throw new TimeoutException($"Another run on this machine has held {path} for {deadline.TotalMinutes:0} minutes.", e);
            }
        }
    }
}
