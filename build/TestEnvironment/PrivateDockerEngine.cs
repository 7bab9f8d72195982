namespace Build.TestEnvironment;

/// <summary>
/// A Docker engine of the tests' own: a dockerd beside any other on the machine, with all that is its own below one folder.
/// It is known again by that folder in its arguments, so one left over from a killed run is found and used.
/// </summary>
internal sealed class PrivateDockerEngine(TestCache cache, Steps steps)
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    private readonly string directory = cache.EngineDirectory;
    private readonly EngineLeases leases = new(Path.Combine(cache.EngineDirectory, "leases"));
    private readonly NetworkTraces traces = new(Path.Combine(cache.EngineDirectory, "network-before.json"), steps);

    private string DataRoot => Path.Combine(directory, "data");

    private string ExecRoot => Path.Combine(directory, "exec");

    private string Log => Path.Combine(directory, "dockerd.log");

    private string Host => $"unix://{Socket}";

    /// <summary>The path of a Unix socket may have 107 bytes.</summary>
    private string Socket
    {
        get
        {
            var preferred = Path.Combine(directory, "docker.sock");
            return System.Text.Encoding.UTF8.GetByteCount(preferred) <= 100
                ? preferred
                : Path.Combine(Path.GetTempPath(), $"cake-mysql-replication-{Environment.UserName}.sock");
        }
    }

    /// <summary>Uses the engine that runs already, or starts it.</summary>
    public async Task<DockerEngine> StartAsync(CancellationToken cancellationToken)
    {
        using var exclusive = await cache.LockAsync("engine", StartDeadline * 2, steps, cancellationToken);
        leases.Take();
        if (FindProcess() is { } running)
        {
            if ((await DockerEngine.FindAsync(Host, AnswerDeadline, cancellationToken)).Engine is { } answering)
            {
                steps.Say($"using the private engine that runs already (process {running}) at {Host}");
                return answering;
            }

            await steps.TimeAsync($"the private engine (process {running}) does not answer; ending it", () => EndProcessesAsync(cancellationToken));
        }

        return await steps.TimeAsync($"no Docker engine answers; starting a private dockerd at {Host}", () => LaunchAsync(cancellationToken));
    }

    /// <summary>Stops the engine, unless another run uses it; removes what the tests left in it and what it left on the machine.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var exclusive = await cache.LockAsync("engine", StartDeadline * 2, steps, cancellationToken);
        leases.GiveBack();
        if (leases.AnyOthers())
        {
            steps.Say("another run uses the private engine; leaving it to that one");
            return;
        }

        await steps.TimeAsync("stopping the private engine", async () =>
        {
            if ((await DockerEngine.FindAsync(Host, AnswerDeadline, cancellationToken)).Engine is { } engine)
                await new EngineLeftovers(engine, steps).RemoveAsync(cancellationToken);
            await EndProcessesAsync(cancellationToken);
            await traces.RemoveAsync(cancellationToken);
        });
    }

    private async Task<DockerEngine> LaunchAsync(CancellationToken cancellationToken)
    {
        // What a killed engine left running would keep the new one from its folders.
        await EndProcessesAsync(cancellationToken);
        Directory.CreateDirectory(directory);
        File.Delete(Path.Combine(directory, "docker.pid"));
        await traces.PrepareAsync(cancellationToken);

        // A machine's /etc/docker/daemon.json may name another socket or data root, and dockerd refuses to be told twice.
        var configuration = Path.Combine(directory, "daemon.json");
        await File.WriteAllTextAsync(configuration, "{}", cancellationToken);
        string[] arguments =
        [
            "--config-file", configuration,
            "--data-root", DataRoot,
            "--exec-root", ExecRoot,
            "--pidfile", Path.Combine(directory, "docker.pid"),
            "--host", Host,
            "--group", "0",
            "--bridge", NetworkTraces.Bridge,
            // Many small networks: every test may have its own.
            "--default-address-pool", "base=172.28.0.0/14,size=24",
            // Should the machine's own containerd be used, then not its images and containers.
            "--containerd-namespace", "cake-mysql-replication",
            "--containerd-plugins-namespace", "cake-mysql-replication-plugins",
            "--shutdown-timeout", "10",
        ];
        // A session of its own: Ctrl-C in a terminal ends the tests first, and then they stop the engine.
        var dockerd = Programs.Find("dockerd") ?? throw new InvalidOperationException("There is no dockerd on this machine.");
        (await ChildProcess.RunAsync(
            "sh",
            ["-c", "log=$1; shift; setsid \"$@\" > \"$log\" 2>&1 < /dev/null &", "sh", Log, dockerd, .. arguments],
            StartDeadline,
            cancellationToken)).ThrowUnlessSucceeded();
        return await AnswerAsync(cancellationToken);
    }

    private async Task<DockerEngine> AnswerAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (engine, obstacle) = File.Exists(Socket) ? await DockerEngine.FindAsync(Host, AnswerDeadline, cancellationToken) : (null, "no socket yet");
            if (engine is not null)
                return engine;
            var waited = TimeProvider.System.GetElapsedTime(started);
            var hasEnded = waited > TimeSpan.FromSeconds(2) && FindProcess() is null;
            if (hasEnded || waited > StartDeadline)
            {
                var complaint = (await File.ReadAllLinesAsync(Log, cancellationToken)).LastOrDefault(line => line.Contains("failed", StringComparison.Ordinal));
                throw new InvalidOperationException(
                    $"The private dockerd {(hasEnded ? "ended at once" : $"did not answer within {StartDeadline.TotalSeconds:0} seconds ({obstacle})")}. {Log} says: {complaint}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    private int? FindProcess() => LinuxProcesses.Named("dockerd")
        .Where(id => LinuxProcesses.Arguments(id).Contains(DataRoot))
        .Select(id => (int?)id)
        .FirstOrDefault();

    /// <summary>Ends dockerd, then whatever of containerd and its shims it did not take along, and unmounts what they left.</summary>
    private async Task EndProcessesAsync(CancellationToken cancellationToken)
    {
        if (FindProcess() is { } dockerd)
            await EndAsync([dockerd], cancellationToken);
        await EndAsync(LinuxProcesses.WithArgumentContaining(ExecRoot + "/"), cancellationToken);

        var mounts = (await File.ReadAllLinesAsync("/proc/self/mountinfo", cancellationToken))
            .Select(line => line.Split(' ')[4])
            .Where(path => path.StartsWith(directory + "/", StringComparison.Ordinal))
            .Reverse();
        foreach (var mount in mounts)
            await ChildProcess.RunAsync("umount", ["--lazy", mount], AnswerDeadline, cancellationToken);
        File.Delete(Socket);
    }

    private static async Task EndAsync(IReadOnlyList<int> processes, CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { LinuxSignal.Terminate, LinuxSignal.Kill })
        {
            foreach (var id in processes.Where(LinuxProcesses.IsRunning))
                LinuxProcesses.Signal(id, signal);
            var signalled = TimeProvider.System.GetTimestamp();
            while (processes.Any(LinuxProcesses.IsRunning) && TimeProvider.System.GetElapsedTime(signalled) < StopDeadline)
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        if (processes.Where(LinuxProcesses.IsRunning).ToList() is { Count: > 0 } left)
            throw new TimeoutException($"Processes {string.Join(", ", left)} of the private Docker engine outlived SIGKILL.");
    }
}
