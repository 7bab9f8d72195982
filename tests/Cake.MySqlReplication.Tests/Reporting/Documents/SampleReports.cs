using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Reporting.History;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

/// <summary>Reports of topologies of every shape, well and broken, and of one whose every name is an attack.</summary>
internal static class SampleReports
{
    /// <summary>What breaks pages, tables and diagrams that quote carelessly.</summary>
    public const string Hostile = "<script>alert(1)</script>\"'`|]]> --> &amp; ${x} {{y}} #quot; <img src=x onerror=alert(1)> [a](javascript:b) \\ \u0007 ☃ ```\n|x|";

    private const string Uuid = "391b107f-0d3e-11f1-9a6c-0242ac110002";

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 14, 3, 11, TimeSpan.Zero);

    public static RunReport Pair { get; } = Of("orders", "pair", ["master"], ["slave"], [("slave", "master")]);

    public static RunReport Chain { get; } = Of(
        "ledger", "chain", ["master"], ["slave", "slave2", "slave3", "slave4", "slave5"],
        [("slave", "master"), ("slave2", "slave"), ("slave3", "slave2"), ("slave4", "slave3"), ("slave5", "slave4")]);

    public static RunReport Ring { get; } = Of(
        "cities", "source-source", ["master", "master2", "master3", "master4", "master5"], [],
        [("master", "master5"), ("master2", "master"), ("master3", "master2"), ("master4", "master3"), ("master5", "master4")]);

    public static RunReport FanIn { get; } = Of(
        "warehouse", "fan-in", ["master", "master2", "master3"], ["slave", "slave2"],
        [.. new[] { "slave", "slave2" }.SelectMany(_ => new[] { "master", "master2", "master3" }, (replica, source) => (replica, source))]);

    public static RunReport Wide { get; } = Of(
        "many", "fan-out", ["master"], [.. Enumerable.Range(1, 32).Select(Slave)], [.. Enumerable.Range(1, 32).Select(number => (Slave(number), "master"))]);

    public static RunReport Broken { get; } = Break(Of("shop", "fan-out", ["master"], ["slave", "slave2", "slave3"], [("slave", "master"), ("slave2", "master"), ("slave3", "master")]), "orders", "items", "An error");

    public static RunReport Attacked { get; } = Break(
        Of(Hostile, "fan-out", [Hostile], [Hostile + "2", Hostile + "3", Hostile + "4"], [(Hostile + "2", Hostile), (Hostile + "3", Hostile), (Hostile + "4", Hostile)]), Hostile, Hostile, Hostile);

    /// <summary>Of a start that failed before anything was planned.</summary>
    public static RunReport Unplanned { get; } = new()
    {
        Name = "early", WrittenAt = Start, Verdict = Verdict.Failed, Failure = "No Docker engine answers: Cannot connect to the Docker daemon. Start Docker.",
    };

    public static IReadOnlyDictionary<string, RunReport> All { get; } = new Dictionary<string, RunReport>
    {
        ["pair"] = Pair, ["chain"] = Chain, ["ring"] = Ring, ["fan-in"] = FanIn, ["wide"] = Wide, ["broken"] = Broken, ["attacked"] = Attacked, ["unplanned"] = Unplanned,
    };

    private static string Slave(int number) => number == 1 ? "slave" : $"slave{number}";

    private static RunReport Of(
        string name, string shape, IReadOnlyList<string> sources, IReadOnlyList<string> replicas, IReadOnlyList<(string Replica, string Source)> links)
    {
        string[] servers = [.. sources, .. replicas];
        var random = new Random(4711);
        return new RunReport
        {
            Name = name,
            Shape = shape,
            WrittenAt = Start.AddMinutes(31),
            Verdict = Verdict.InSync,
            Engine = "Docker",
            Positioning = "GTID",
            Servers = [.. servers.Select((server, index) => Server(server, index, index < sources.Count ? ServerRole.Source : ServerRole.Replica))],
            Links = [.. links.Select(link => Link(link, Math.Round(0.8 + (random.NextDouble() * 9), 1)))],
            VerifiedAt = Start.AddMinutes(30),
            Verification = new SyncReport
            {
                Name = name, Sources = [], Replicas = [.. links.Select(Verified)], DurationMilliseconds = 96.4,
            },
            Timeline = [.. Run(Start, servers, isCold: true), .. Run(Start.AddMinutes(30), servers, isCold: false)],
            Lag = [.. Samples(links, random)],
        };
    }

    private static ReportedServer Server(string name, int index, ServerRole role) => new()
    {
        Name = name, Role = role, Endpoint = $"127.0.0.1:{3307 + index}", Port = 3307 + index, Version = "MySQL 9.7.4", Origin = "the image mysql:9.7", ServerId = index + 1,
        Health = Health.Good, IsReadOnly = role == ServerRole.Replica, Position = "mysql-bin.000002:19482", Gtids = Uuid + ":1-27",
    };

    private static ReportedLink Link((string Replica, string Source) link, double lag) => new()
    {
        Replica = link.Replica, Source = link.Source, Health = Health.Good, Receiver = "Yes", Applier = "Yes", LagMilliseconds = lag, SecondsBehind = 0,
        ReceivedPosition = "mysql-bin.000002:19482", AppliedPosition = "mysql-bin.000002:19482",
    };

    private static ReplicaReport Verified((string Replica, string Source) link) => Reports.Replica with
    {
        Name = link.Replica,
        Source = link.Source,
        Layers =
        [
            new("threads", true, "receiver Yes, applier Yes"), new("position", true, "GTIDs applied"), new("arrival", true, "the row is there"), new("lag", true, "1.4 ms"),
            new("transactions", true, "none of its own"), new("schema", true, "12 tables, 2 views and 41 columns are equal"),
        ],
    };

    private static RunReport Break(RunReport report, string schema, string table, string error)
    {
        var (first, last) = (report.Servers[1].Name, report.Servers[^1].Name);
        var problem = $"The applier (SQL thread) reports error 1062: Duplicate entry '7' for key '{table}.PRIMARY'. {error}";
        return report with
        {
            Verdict = Verdict.NotInSync,
            Failure = $"{report.Name} is not in sync:\n  {first}: {problem}",
            Servers = [.. report.Servers.Select(server => server.Name != last ? server : server with { Health = Health.Bad, Silence = $"It does not answer: {error}", Position = "", Gtids = "", IsReadOnly = null })],
            Links =
            [
                .. report.Links.Select(link => link.Replica == first ? link with { Health = Health.Bad, Applier = "No", LagMilliseconds = null, Problem = problem }
                    : link.Replica == last ? link with { Health = Health.Unknown, Receiver = "", Applier = "", LagMilliseconds = null } : link),
            ],
            Verification = report.Verification! with { Replicas = [.. report.Verification.Replicas.Select(replica => replica.Name == first ? Differing(replica, schema, table, problem) : replica)] },
            DiagnosedAt = report.WrittenAt,
            Diagnosis = new DiagnosisReport
            {
                Name = report.Name,
                DurationMilliseconds = 212,
                Findings =
                [
                    new Finding { Server = first, Severity = FindingSeverity.Error, Kind = FindingKind.DuplicateKey, Cause = problem, Evidence = [$"SHOW BINLOG EVENTS: INSERT INTO {table}", error], Remedy = "Delete the row, then run --target=Repair." },
                    new Finding { Server = last, Severity = FindingSeverity.Warning, Kind = FindingKind.ServerDown, Cause = $"It does not run. {error}", Evidence = [], Remedy = "Repair starts it." },
                ],
            },
            Timeline = [.. report.Timeline.Select(phase => phase is { Step: "VerifySync", Phase: "" } ? phase with { Failed = true } : phase)],
            Lag = [.. report.Lag, new LagSample(Start.AddMinutes(30).AddSeconds(9), first, report.Servers[0].Name, null)],
        };
    }

    private static ReplicaReport Differing(ReplicaReport replica, string schema, string table, string problem) => replica with
    {
        Applier = "No",
        Problems = [problem],
        Layers = [.. replica.Layers.Select(layer => layer.Name is "threads" or "schema" ? layer with { Passed = false, Detail = problem } : layer)],
        Differences = [new ContentDifference { Server = replica.Name, Schema = schema, Table = table, KeyRange = "1 to 500", Description = $"The rows of {schema}.{table} differ.", Rows = [$"7, {table}", "8, other"] }],
    };

    private static IEnumerable<RecordedPhase> Run(DateTimeOffset run, IReadOnlyList<string> servers, bool isCold)
    {
        var at = 0.0;
        yield return Step("host start", 310);
        yield return Step("Prepare", isCold ? 140 : 8);
        var begin = at;
        if (isCold)
        {
            foreach (var (index, server) in servers.Index())
            {
                yield return new RecordedPhase(run, run.AddMilliseconds(begin + 20 + index), "StartAll", "launch", server, 260 + (index * 5));
                yield return new RecordedPhase(run, run.AddMilliseconds(begin + 30 + index), "StartAll", "fill the data directory", server, 90);
                yield return new RecordedPhase(run, run.AddMilliseconds(begin + 290 + (index * 6)), "StartAll", "boot until it answers", server, 1310 - (index * 7));
                yield return new RecordedPhase(run, run.AddMilliseconds(begin + 1605), "StartAll", "accounts", server, 45);
            }
        }

        yield return Step("StartAll", isCold ? 1700 : 12);
        begin = at;
        yield return new RecordedPhase(run, run.AddMilliseconds(begin), "ConfigureReplication", "account", "", isCold ? 30 : 2);
        yield return Step("ConfigureReplication", isCold ? 180 : 21);
        begin = at;
        foreach (var server in servers.Skip(1))
            yield return new RecordedPhase(run, run.AddMilliseconds(begin + 12), "VerifySync", "compare", server, 60);
        yield return Step("VerifySync", 96);

        RecordedPhase Step(string name, double took)
        {
            var phase = new RecordedPhase(run, run.AddMilliseconds(at), name, "", "", took);
            at += took;
            return phase;
        }
    }

    private static IEnumerable<LagSample> Samples(IReadOnlyList<(string Replica, string Source)> links, Random random) =>
        from moment in Enumerable.Range(0, 24)
        from link in links
        let at = moment < 9 ? Start.AddSeconds(3 + (moment * 0.4)) : Start.AddMinutes(30).AddSeconds((moment - 9) * 0.5)
        select new LagSample(at, link.Replica, link.Source, Math.Round(1 + (random.NextDouble() * 6) + (moment == 14 ? 21 : 0), 1));
}
