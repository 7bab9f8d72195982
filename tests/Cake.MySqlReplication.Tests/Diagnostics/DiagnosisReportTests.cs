using System.Text.Json;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Reporting;
using Xunit;

namespace Cake.MySqlReplication.Tests.Diagnostics;

public sealed class DiagnosisReportTests
{
    private static readonly Finding Duplicate = new()
    {
        Server = "slave2", Severity = FindingSeverity.Error, Kind = FindingKind.DuplicateKey, Cause = "A row is there already.",
        Evidence = ["error 1062", "event: mysql-bin.000001:824 Write_rows"], Remedy = "Delete it.",
    };

    private static readonly Finding Filter = Duplicate with
    {
        Server = "slave", Severity = FindingSeverity.Warning, Kind = FindingKind.Filter, Cause = "A filter hides changes.", Evidence = [], Remedy = "Remove it.",
    };

    [Fact]
    public void A_topology_without_findings_is_healthy_and_said_to_be()
    {
        Of().ThrowOnError();

        Assert.True(Of().IsHealthy);
        Assert.Equal(["orders: nothing is wrong."], DiagnosisOutput.Lines(Of()));
    }

    [Fact]
    public void Each_finding_is_told_with_server_cause_evidence_and_remedy() =>
        Assert.Equal(
            [
                "orders: 2 findings",
                "  1. Warning on slave (Filter): A filter hides changes.",
                "     Remedy: Remove it.",
                "  2. ERROR on slave2 (DuplicateKey): A row is there already.",
                "     | error 1062",
                "     | event: mysql-bin.000001:824 Write_rows",
                "     Remedy: Delete it.",
            ],
            DiagnosisOutput.Lines(Of(Filter, Duplicate)));

    [Fact]
    public void Errors_fail_a_build_that_asks_for_it_and_warnings_do_not()
    {
        Of(Filter).ThrowOnError();

        var exception = Assert.Throws<MySqlReplicationException>(Of(Filter, Duplicate).ThrowOnError);
        Assert.Equal($"orders is broken:{Environment.NewLine}  slave2: A row is there already. Delete it.", exception.Message);
    }

    [Fact]
    public void A_program_reads_kind_and_severity_as_words()
    {
        var finding = JsonSerializer.SerializeToNode(Of(Duplicate), DiagnosisContext.Default.DiagnosisReport)!["findings"]![0]!;

        Assert.Equal(("DuplicateKey", "Error", "slave2"), ((string)finding["kind"]!, (string)finding["severity"]!, (string)finding["server"]!));
    }

    [Fact]
    public void A_repair_of_one_replica_is_not_failed_by_another()
    {
        var report = new RepairReport { Name = "orders", Steps = [], Remaining = Of(Duplicate), Servers = ["master", "slave"] };

        report.ThrowUnlessRepaired();

        Assert.Throws<MySqlReplicationException>((report with { Servers = ["master", "slave2"] }).ThrowUnlessRepaired);
    }

    private static DiagnosisReport Of(params Finding[] findings) => new() { Name = "orders", Findings = findings, DurationMilliseconds = 7 };
}
