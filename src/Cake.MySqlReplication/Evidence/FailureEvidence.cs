using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Evidence;

/// <summary>
/// Keeps what tells why a step failed, before its servers are taken back: reports, error logs, configuration, state, passwords
/// masked. It takes seconds at most, and never an error of its own in the place of the one that it is about.
/// </summary>
internal sealed class FailureEvidence(
    string folder, string? reportFolder, ReplicationSettings settings, TopologyPaths paths, IServerEngine engine, TopologyReports reports, Profile profile, TimeProvider clock, Action<string, object[]> warn)
{
    private const int MostLines = 20_000;
    private const int MostCharacters = 1024 * 1024;
    private const string LogEnding = ".error.log";
    private const string OptionsEnding = ".cnf";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    private static readonly string[] OwnFiles = [.. ReportFiles.Names, "error.txt", "status.txt", "timeline.txt", "state.json"];

    private readonly List<Exception> _kept = [];

    /// <summary>The line that tells where everything is; null where nothing could be kept.</summary>
    public string? Line { get; private set; }

    /// <summary>Keeps what tells why a step failed; does nothing for a failure that it was called for before.</summary>
    /// <returns>Whether it was not.</returns>
    public async Task<bool> KeepAsync(Exception failure)
    {
        if (failure is OperationCanceledException || _kept.Contains(failure) || (failure.InnerException is { } inner && _kept.Contains(inner)))
            return false;
        _kept.Add(failure);
        await KeepAsync(failure.Message).ConfigureAwait(false);
        return true;
    }

    /// <summary>The same for a verdict that is no exception yet.</summary>
    /// <returns>The line that tells where.</returns>
    public async Task<string?> KeepAsync(string message)
    {
        Line = null;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            // What does not listen to the token is left behind.
            await Task.Run(() => CollectAsync(message, limit.Token), CancellationToken.None).WaitAsync(Limit + TimeSpan.FromSeconds(1), clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            warn("Not all that tells why it failed could be kept in {0}: {1}", [folder, exception.Message]);
        }

        return Line;
    }

    private async Task CollectAsync(string message, CancellationToken cancellationToken)
    {
        var topology = Recorded();
        var secrets = ReportBuilder.Secrets(topology, settings);
        Begin();
        Keep("error.txt", message + Environment.NewLine, secrets);
        Line = $"Error logs, status, configuration and a report are kept in {folder}: open {ReportFiles.Page} there.";
        Keep("timeline.txt", string.Join(Environment.NewLine, ProfileTable.Lines(profile.Phases(), profile.Elapsed)), secrets);
        StatusReport? status = null;
        if (topology is not null)
        {
            File.WriteAllText(Path.Combine(folder, "state.json"), ReportMask.Apply(topology, secrets));
            var looking = LookAsync(topology, cancellationToken);
            await Task.WhenAll(topology.Servers.Select(server => KeepFilesAsync(topology, server, secrets, cancellationToken))).ConfigureAwait(false);
            status = await looking.ConfigureAwait(false);
        }

        if (status is not null)
            Keep("status.txt", string.Join(Environment.NewLine, StatusOutput.Lines(status)), secrets);
        foreach (var place in new[] { folder, reportFolder }.OfType<string>())
            reports.Write(place, topology, status, message);
    }

    /// <summary>An empty folder, as far as it was filled here before. Git is to leave it alone: it holds rows and logs.</summary>
    private void Begin()
    {
        Directory.CreateDirectory(folder);
        var logs = ServerNames.Possible.SelectMany(name => new[] { name + LogEnding, name + OptionsEnding });
        foreach (var file in OwnFiles.Concat(logs))
            File.Delete(Path.Combine(folder, file));
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
    }

    private async Task KeepFilesAsync(Topology topology, ServerSpec server, IReadOnlyCollection<string> secrets, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(paths.OptionFile(server.Name)))
                Keep(server.Name + OptionsEnding, await File.ReadAllTextAsync(paths.OptionFile(server.Name), cancellationToken).ConfigureAwait(false), secrets);
            var log = string.Join('\n', await engine.ReadLogAsync(topology, server, MostLines, cancellationToken).ConfigureAwait(false));
            Keep(server.Name + LogEnding, log.Length > MostCharacters ? log[^MostCharacters..] : log, secrets);
        }
        catch (Exception exception)
        {
            // Whatever it is, the rest is kept.
            Keep(server.Name + LogEnding, $"It could not be read: {exception.Message}", secrets);
        }
    }

    private async Task<StatusReport?> LookAsync(Topology topology, CancellationToken cancellationToken)
    {
        try
        {
            return await reports.LookAsync(topology, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MySqlReplicationException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A record that cannot be read is often the failure itself.</summary>
    private Topology? Recorded()
    {
        try
        {
            return StateFile.Read(paths);
        }
        catch (MySqlReplicationException)
        {
            return null;
        }
    }

    private void Keep(string name, string text, IReadOnlyCollection<string> secrets) =>
        File.WriteAllText(Path.Combine(folder, name), ReportMask.Apply(text, secrets));
}
