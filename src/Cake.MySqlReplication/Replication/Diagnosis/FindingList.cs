using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>Collects findings. A symptom is told as evidence of the finding that explains it, and not as one of its own.</summary>
internal sealed class FindingList(Topology topology)
{
    private const int LongestEvidence = 400;

    private readonly List<Finding> _all = [];
    private readonly string[] _secrets = [topology.RootPassword.Reveal(), topology.ReplicationPassword.Reveal(), topology.InitialPassword.Reveal()];

    public IReadOnlyList<Finding> All => _all;

    public void Error(string server, FindingKind kind, string cause, string remedy, IEnumerable<string> evidence, string channel = "") =>
        Add(FindingSeverity.Error, server, kind, cause, remedy, evidence, channel);

    public void Warn(string server, FindingKind kind, string cause, string remedy, IEnumerable<string> evidence, string channel = "") =>
        Add(FindingSeverity.Warning, server, kind, cause, remedy, evidence, channel);

    /// <summary>The first finding on a server of one of these kinds; null where there is none.</summary>
    public Finding? Find(string server, params ReadOnlySpan<FindingKind> kinds)
    {
        foreach (var finding in _all)
        {
            if (finding.Server.Split(", ").Contains(server) && kinds.Contains(finding.Kind))
                return finding;
        }

        return null;
    }

    public void AddEvidence(Finding finding, IEnumerable<string> evidence)
    {
        if (_all.IndexOf(finding) is >= 0 and var index)
            _all[index] = finding with { Evidence = [.. finding.Evidence, .. evidence.Select(Presentable)] };
    }

    /// <summary>Says more about what a finding means.</summary>
    public void AddToCause(Finding finding, string sentence)
    {
        if (_all.IndexOf(finding) is >= 0 and var index)
            _all[index] = finding with { Cause = $"{finding.Cause} {sentence}" };
    }

    private void Add(FindingSeverity severity, string server, FindingKind kind, string cause, string remedy, IEnumerable<string> evidence, string channel) =>
        _all.Add(new Finding
        {
            Server = server,
            Severity = severity,
            Kind = kind,
            Cause = (channel.Length == 0 ? "" : $"Channel {channel}: ") + SecretMask.Apply(cause, _secrets),
            Evidence = [.. evidence.Select(Presentable)],
            Remedy = SecretMask.Apply(remedy, _secrets),
            Channel = channel,
        });

    private string Presentable(string text)
    {
        var line = SecretMask.Apply(text, _secrets).ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestEvidence ? line : line[..LongestEvidence] + "…";
    }
}
