namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>The picture of the topology, and its servers and links as tables.</summary>
internal static class HtmlTopology
{
    private static readonly string[] ServerHead = ["Server", "Role", "Address", "Version", "Writes", "Binary log", "GTIDs"];
    private static readonly string[] LinkHead = ["Replica", "Source", "Receiver", "Applier", "Lag", "Received", "Applied"];

    public static HtmlSection Of(RunReport report) => HtmlSection.With("topology", "Topology", "", report.Servers.Count == 0
        ? Html.Of($"<p>No server was planned yet.</p>")
        : Html.Of($"""
            <div class="scroll picture" role="region" aria-label="Picture of the topology" tabindex="0">{TopologyPicture.Of(report)}</div>
            <h3>Servers</h3>
            {HtmlSection.Table("Servers", ServerHead, report.Servers.Select(Row))}
            <h3>Replication</h3>
            {HtmlSection.Table("Replication", LinkHead, report.Links.Select(Row))}
            {Problems(report)}
            """));

    private static Html Row(ReportedServer server) => Html.Of($"""
        <tr><th scope="row">{server.Name}</th><td><span class="role {Words.Of(server.Role)}">{Words.Of(server.Role)}</span></td><td class="code">{server.Endpoint}</td><td class="origin">{server.Version}<br/><small>{server.Origin}</small></td><td>{(server.Health == Health.Bad ? HtmlSection.State(Health.Bad, "✗ no answer") : Html.Of($"{Words.Writes(server)}"))}</td><td class="code">{server.Position}</td><td class="code wide">{server.Gtids}</td></tr>
        """);

    private static Html Row(ReportedLink link) => Html.Of($"""
        <tr><th scope="row">{link.Replica}</th><td>{link.Source}</td><td>{Thread(link.Receiver)}</td><td>{Thread(link.Applier)}</td><td class="number">{Figures.Lag(link.LagMilliseconds)}{(link.SecondsBehind is { } seconds ? Html.Of($"<br/><small>server says {(int)Math.Min(seconds, int.MaxValue)} s</small>") : Html.Empty)}</td><td class="code">{link.ReceivedPosition}</td><td class="code">{link.AppliedPosition}</td></tr>
        """);

    private static Html Thread(string state) => state switch
    {
        "Yes" => HtmlSection.State(Health.Good, "✓ runs"),
        "" => HtmlSection.State(Health.Unknown, "unknown"),
        "No" => HtmlSection.State(Health.Bad, "✗ stopped"),
        _ => HtmlSection.State(Health.Bad, "✗ " + state.ToLowerInvariant()),
    };

    private static Html Problems(RunReport report)
    {
        var problems = report.Servers.Where(server => server.Silence is not null).Select(server => (server.Name, Text: server.Silence!))
            .Concat(report.Links.Where(link => link.Problem is not null).Select(link => (Name: $"{link.Replica} ← {link.Source}", Text: link.Problem!))).ToList();
        return problems.Count == 0 ? Html.Empty : Html.Of($"""
            <ul class="problems">{problems.Select(problem => Html.Of($"<li><strong>{problem.Name}</strong> {problem.Text}</li>"))}</ul>
            """);
    }
}
