using System.Text.Json;

namespace Build.TestEnvironment;

/// <summary>
/// What a dockerd changes in the machine's network and leaves when it ends: the bridge docker0, packet filter rules and
/// chains, forwarding. Remembers how things were before and puts them back, unless another engine had its own there already.
/// </summary>
internal sealed class NetworkTraces(string memory, Steps steps)
{
    private const string Bridge = "docker0";
    private const string ForwardingFile = "/proc/sys/net/ipv4/ip_forward";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static string Boot => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private static bool HasBridge => Directory.Exists($"/sys/class/net/{Bridge}");

    /// <summary>To be called before dockerd starts. A memory that a killed run of this boot left is the right one still.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        if (Recall()?.Boot == Boot)
            return;
        var forwarding = (await File.ReadAllTextAsync(ForwardingFile, cancellationToken)).Trim();
        var before = new Before(Boot, HasBridge, forwarding, await RulesAsync(cancellationToken));
        await File.WriteAllTextAsync(memory, JsonSerializer.Serialize(before), cancellationToken);
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (Recall() is not { } before || before.Boot != Boot || before.HadBridge || before.Rules.Exists(rule => rule.Contains("DOCKER", StringComparison.Ordinal)))
        {
            File.Delete(memory);
            return;
        }

        if (PacketFilterRules.Undo(before.Rules, await RulesAsync(cancellationToken)) is { Length: > 0 } undo)
            await TryAsync("iptables-restore", ["--noflush", "--wait", "5"], undo, cancellationToken);
        if (HasBridge)
            await TryAsync("ip", ["link", "delete", Bridge], null, cancellationToken);
        if (before.Forwarding == "0")
            await File.WriteAllTextAsync(ForwardingFile, "0", cancellationToken);
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

    private sealed record Before(string Boot, bool HadBridge, string Forwarding, List<string> Rules);
}
