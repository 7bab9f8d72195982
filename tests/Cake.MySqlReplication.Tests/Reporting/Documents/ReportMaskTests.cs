using System.Text.Json;
using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

public sealed class ReportMaskTests
{
    private const string Password = """it's "quo\ted" <b>&é""";

    [Fact]
    public void A_password_is_in_no_form_of_a_report()
    {
        var report = SampleReports.Pair with { Failure = $"Access with {Password} refused\nCREATE USER 'x' IDENTIFIED BY 'other secret'\nand so on" };

        var masked = ReportMask.Apply(report, [Password]);

        Assert.Equal("Access with *** refused\nCREATE USER 'x' IDENTIFIED ***\nand so on", masked.Failure);
        Assert.All(
            new[] { HtmlReport.Text(masked), MarkdownReport.Text(masked), JsonSerializer.Serialize(masked, RunReportContext.Default.RunReport) },
            text => Assert.DoesNotContain("quo", text, StringComparison.Ordinal));
        Assert.Equal(report.Links, masked.Links);
        Assert.Equal(report.Timeline, masked.Timeline);
    }

    [Theory]
    [InlineData("Source")]
    [InlineData("2026")]
    [InlineData("master")]
    [InlineData("slave")]
    public void A_password_that_is_a_word_of_the_report_costs_that_word_and_not_the_report(string password)
    {
        var masked = ReportMask.Apply(SampleReports.Chain, [password]);

        Assert.Equal(SampleReports.Chain.Servers.Select(server => server.Role), masked.Servers.Select(server => server.Role));
        Assert.DoesNotContain(masked.Servers, server => server.Name.Contains(password, StringComparison.Ordinal));
        Assert.NotEmpty(HtmlReport.Text(masked));
    }

    [Fact]
    public void The_state_has_its_passwords_masked_and_the_rest_as_it_is()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { RootPassword = Password, ReplicationPassword = "another one", ServerOptions = [ServerOption.Parse("init_connect=" + Password)] });

        using var state = JsonDocument.Parse(ReportMask.Apply(topology, [Password, "another one"]));

        Assert.DoesNotContain("quo", state.RootElement.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(topology.InitialPassword.Reveal(), state.RootElement.ToString(), StringComparison.Ordinal);
        Assert.Equal("***", state.RootElement.GetProperty("Asked").GetProperty("ReplicationPassword").GetString());
        Assert.Equal(3308, state.RootElement.GetProperty("Servers")[1].GetProperty("Port").GetInt32());
    }
}
