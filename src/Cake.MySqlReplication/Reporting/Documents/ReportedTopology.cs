using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Servers and links of a report: as planned, with what was seen of them.</summary>
internal static class ReportedTopology
{
    public static RunReport In(RunReport report, Topology topology, StatusReport? status) => report with
    {
        Shape = ShapeOf(topology),
        Engine = topology.Asked.Engine == EngineKind.Docker ? "Docker" : "local processes",
        Positioning = topology.Positioning == Positioning.Gtid ? "GTID" : "file and position",
        Servers = [.. topology.SourcesFirst.Select(server => Server(topology, server, StatusOf(status, server.Name)))],
        Links = [.. topology.Links.Select(link => Link(link, StatusOf(status, link.Replica), report.Verification))],
    };

    private static string ShapeOf(Topology topology) => topology.Asked.Topology switch
    {
        TopologyShape.Chain => "chain",
        TopologyShape.SourceSource => "source-source",
        TopologyShape.FanIn => "fan-in",
        _ => topology.Servers.Count == 2 ? "pair" : "fan-out",
    };

    private static ServerStatus? StatusOf(StatusReport? status, string server) => status?.Servers.FirstOrDefault(seen => seen.Name == server);

    private static ReportedServer Server(Topology topology, ServerSpec server, ServerStatus? seen) => new()
    {
        Name = server.Name,
        Role = server.Role,
        Endpoint = $"{topology.LocalAddress}:{server.Port}",
        Port = server.Port,
        Version = server.Version.ToString(),
        Origin = server.Origin,
        ServerId = server.ServerId,
        Health = seen is null ? Health.Unknown : seen.Silence is null ? Health.Good : Health.Bad,
        Silence = seen?.Silence,
        IsReadOnly = seen?.IsReadOnly,
        Position = seen?.Position ?? "",
        Gtids = seen?.Gtids ?? "",
    };

    /// <summary>What was seen just now counts; where a server was not asked, what the last verification found.</summary>
    private static ReportedLink Link(ReplicationLink link, ServerStatus? server, SyncReport? verification)
    {
        var reported = new ReportedLink { Replica = link.Replica, Source = link.Source, Channel = link.Channel };
        var verified = verification?.Replicas.FirstOrDefault(replica => replica.Name == link.Replica && replica.Source == link.Source);
        if (server?.Replication.FirstOrDefault(seen => seen.Source == link.Source) is { } seen)
        {
            return reported with
            {
                Receiver = seen.Receiver,
                Applier = seen.Applier,
                LagMilliseconds = seen.LagMilliseconds ?? (Runs(seen.Receiver, seen.Applier) ? verified?.LagMilliseconds : null),
                SecondsBehind = seen.SecondsBehind,
                ReceivedPosition = seen.ReceivedPosition,
                AppliedPosition = seen.AppliedPosition,
                Problem = seen.Problem,
                Health = seen.Problem is null && Runs(seen.Receiver, seen.Applier) && verified?.Problems.Count is null or 0 ? Health.Good : Health.Bad,
            };
        }

        return server is not null || verified is null ? reported : reported with
        {
            Receiver = verified.Receiver,
            Applier = verified.Applier,
            LagMilliseconds = verified.LagMilliseconds,
            SecondsBehind = verified.SecondsBehind,
            AppliedPosition = verified.AppliedPosition,
            Problem = verified.Problems.Count == 0 ? null : string.Join(' ', verified.Problems),
            Health = verified.Problems.Count == 0 ? Health.Good : Health.Bad,
        };
    }

    private static bool Runs(string receiver, string applier) => receiver == "Yes" && applier == "Yes";
}
