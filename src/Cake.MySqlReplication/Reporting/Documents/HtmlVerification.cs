using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>What a verdict rests on, replica by replica, and what differs.</summary>
internal static class HtmlVerification
{
    /// <summary>Of each replica. The JSON has all that were kept.</summary>
    private const int MostDifferences = 50;

    private const int MostLines = 3;

    public static HtmlSection Of(RunReport report) => HtmlSection.With(
        "verification",
        "Verification",
        report is { Verification: { } found, VerifiedAt: { } at } ? $"By VerifySync at {Figures.Moment(at)}, in {Figures.Duration(found.DurationMilliseconds)}." : "",
        report.Verification is { } verification
            ? Html.Join([Matrix(verification), .. verification.Replicas.Where(replica => replica.Problems.Count > 0).Select(Details), Sound(verification)])
            : Html.Of($"<p>Nothing was verified since replication was configured or changed. VerifySync does it.</p>"));

    /// <summary>Where many are in sync, one line for all of them.</summary>
    private static Html Sound(SyncReport verification)
    {
        var details = verification.Replicas.Where(replica => replica.Problems.Count == 0).Select(Details).ToList();
        return details.Count <= MostLines ? Html.Join(details) : Html.Of($"""
            <details><summary>What was found where all is in sync: {details.Count} times</summary>
            {details}
            </details>
            """);
    }

    private static Html Matrix(SyncReport verification)
    {
        var layers = verification.Replicas.SelectMany(replica => replica.Layers).Select(layer => layer.Name).Distinct().ToList();
        return HtmlSection.Table("Layers of the verification", ["Replica", "Source", .. layers, "Verdict"], verification.Replicas.Select(replica => Html.Of($"""
            <tr><th scope="row">{replica.Name}</th><td>{replica.Source}</td>{layers.Select(layer => Cell(replica.Layers.FirstOrDefault(found => found.Name == layer)))}<td>{(replica.Problems.Count == 0 ? HtmlSection.State(Health.Good, "✓ in sync") : HtmlSection.State(Health.Bad, "✗ not in sync"))}</td></tr>
            """)));
    }

    private static Html Cell(VerificationLayer? layer) => layer is null
        ? Html.Of($"""<td><span class="state unknown">not asked for</span></td>""")
        : Html.Of($"<td>{(layer.Passed ? HtmlSection.State(Health.Good, "✓ passed") : HtmlSection.State(Health.Bad, "✗ failed"))}</td>");

    private static Html Details(ReplicaReport replica) => Html.Of($"""
        <details{(replica.Problems.Count == 0 ? Html.Empty : Html.Of($""" open="" """))}>
        <summary>{replica.Name} ← {replica.Source}: {(replica.Problems.Count == 0 ? "what was found" : "what is wrong")}</summary>
        {(replica.Problems.Count == 0 ? Html.Empty : Html.Of($"""<ul class="problems">{replica.Problems.Select(problem => Html.Of($"<li>{problem}</li>"))}</ul>"""))}
        {HtmlSection.Table($"Layers of {replica.Name} from {replica.Source}", ["Layer", "Passed", "What was found"], replica.Layers.Select(layer => Html.Of(
            $"""<tr><th scope="row">{layer.Name}</th><td>{(layer.Passed ? HtmlSection.State(Health.Good, "✓ yes") : HtmlSection.State(Health.Bad, "✗ no"))}</td><td class="text">{layer.Detail}</td></tr>""")))}
        {Differences(replica)}
        </details>
        """);

    private static Html Differences(ReplicaReport replica) => replica.Differences.Count == 0 ? Html.Empty : Html.Of($"""
        <h3>What differs on {replica.Name}</h3>
        {HtmlSection.Table($"What differs on {replica.Name} from {replica.Source}", ["Schema", "Table", "Keys", "Difference"], replica.Differences.Take(MostDifferences).Select(Row))}
        {(replica.Differences.Count <= MostDifferences ? Html.Empty : Html.Of($"<p>And {replica.Differences.Count - MostDifferences} more, which are in report.json.</p>"))}
        """);

    private static Html Row(ContentDifference difference) => Html.Of($"""
        <tr><td class="code">{difference.Schema}</td><td class="code">{difference.Table}</td><td class="code">{difference.KeyRange}</td><td class="text">{difference.Description}{(difference.Rows.Count == 0 ? Html.Empty : Html.Of($"<pre>{string.Join('\n', difference.Rows)}</pre>"))}</td></tr>
        """);
}
