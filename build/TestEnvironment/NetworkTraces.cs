using System.Text.Json;

namespace Build.TestEnvironment;

/// <summary>
/// What a dockerd changes in the machine's network and leaves when it ends: a bridge, packet filter rules and chains,
/// forwarding. The bridge is one of our own, as another engine may remove docker0 at any time. Remembers how the rest was
/// before, and puts it back unless another engine needs it.
/// </summary>
internal sealed class NetworkTraces(string memory, Steps steps)
{
    public const string Bridge = "cakemysql0";
    private const string BridgeAddress = "172.28.0.1/24";
    private const string ForwardingFile = "/proc/sys/net/ipv4/ip_forward";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static string Boot => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private static bool HasBridge => File.ReadLines("/proc/self/net/dev").Any(line => line.TrimStart().StartsWith(Bridge + ":", StringComparison.Ordinal));

    /// <summary>To be called before dockerd starts. A memory that a killed run of this boot left is the right one still.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (Recall()?.Boot != Boot)
        {
            var forwarding = (await File.ReadAllTextAsync(ForwardingFile, cancellationToken)).Trim();
            var before = new Before(Boot, forwarding, await RulesAsync(cancellationToken));
            await File.WriteAllTextAsync(memory, JsonSerializer.Serialize(before), cancellationToken);
        }

        if (HasBridge)
            return;
        foreach (var arguments in new string[][] { ["link", "add", Bridge, "type", "bridge"], ["address", "add", BridgeAddress, "dev", Bridge] })
            (await ChildProcess.RunAsync("ip", arguments, Deadline, cancellationToken)).ThrowUnlessSucceeded();
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (Recall() is { } before && before.Boot == Boot)
        {
            var isShared = LinuxProcesses.Named("dockerd").Count > 0 || before.Rules.Exists(rule => rule.Contains("DOCKER", StringComparison.Ordinal));
            var undo = isShared
                ? PacketFilterRules.UndoOf(Bridge, await RulesAsync(cancellationToken))
                : PacketFilterRules.Undo(before.Rules, await RulesAsync(cancellationToken), Bridge);
            if (undo.Length > 0)
                await TryAsync("iptables-restore", ["--noflush", "--wait", "5"], undo, cancellationToken);
            if (!isShared && before.Forwarding == "0")
                await File.WriteAllTextAsync(ForwardingFile, "0", cancellationToken);
        }

        if (HasBridge)
            await TryAsync("ip", ["link", "delete", Bridge], null, cancellationToken);
        File.Delete(memory);
    }

    private static async Task<List<string>> RulesAsync(CancellationToken cancellationToken)
    {
        var rules = await ChildProcess.RunAsync("iptables-save", [], Deadline, cancellationToken);
        return rules.Succeeded ? [.. rules.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : [];
    }

    private async Task TryAsync(string program, string[] arguments, string? input, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(program, arguments, Deadline, cancellationToken, input: input);
        if (!result.Succeeded)
            steps.Warn($"the private engine's traces in the network stay, because `{result.CommandLine}` failed: {result.Complaint}");
    }

    private Before? Recall()
    {
        try
        {
            return File.Exists(memory) ? JsonSerializer.Deserialize<Before>(File.ReadAllText(memory)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Before(string Boot, string Forwarding, List<string> Rules);
}
