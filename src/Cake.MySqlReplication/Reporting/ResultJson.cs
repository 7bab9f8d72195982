using System.Text.Json;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting;

/// <summary>The text of the file for programs.</summary>
internal static class ResultJson
{
    public static byte[] Write(string name, IReadOnlyList<RunningServer> servers, SyncReport? report) => JsonFields.Write(writer =>
    {
        writer.WriteString("name", name);
        writer.WriteAll("servers", servers, Write);
        if (report is null)
        {
            writer.WriteNull("report");
            return;
        }

        writer.WriteStartObject("report");
        Write(writer, report);
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, RunningServer server)
    {
        writer.WriteString("name", server.Name);
        writer.WriteChoice("role", server.Role);
        writer.WriteString("host", server.Host);
        writer.WriteNumber("port", server.Port);
        writer.WriteString("user", server.User);
        writer.WriteString("password", server.Password.Reveal());
        writer.WriteString("connectionString", server.GetConnectionString());
    }

    private static void Write(Utf8JsonWriter writer, SyncReport report)
    {
        writer.WriteString("name", report.Name);
        writer.WriteAll("sources", report.Sources, Write);
        writer.WriteAll("replicas", report.Replicas, Write);
        writer.WriteNumber("durationMilliseconds", report.DurationMilliseconds);
        writer.WriteBoolean("isInSync", report.IsInSync);
    }

    private static void Write(Utf8JsonWriter writer, SourceReport source)
    {
        writer.WriteString("name", source.Name);
        writer.WriteString("endpoint", source.Endpoint);
        writer.WriteString("version", source.Version);
        writer.WriteString("position", source.Position);
        writer.WriteString("gtids", source.Gtids);
    }

    private static void Write(Utf8JsonWriter writer, ReplicaReport replica)
    {
        writer.WriteString("name", replica.Name);
        writer.WriteString("source", replica.Source);
        writer.WriteString("version", replica.Version);
        writer.WriteString("endpoint", replica.Endpoint);
        writer.WriteString("receiver", replica.Receiver);
        writer.WriteString("applier", replica.Applier);
        writer.WriteString("applierState", replica.ApplierState);
        writer.WriteString("appliedPosition", replica.AppliedPosition);
        writer.WriteString("gtids", replica.Gtids);
        writer.WriteNumber("lagMilliseconds", replica.LagMilliseconds);
        writer.WriteNumber("secondsBehind", (double?)replica.SecondsBehind);
        writer.WriteAll("layers", replica.Layers, Write);
        writer.WriteAll("differences", replica.Differences, Write);
        writer.WriteTexts("problems", replica.Problems);
    }

    private static void Write(Utf8JsonWriter writer, VerificationLayer layer)
    {
        writer.WriteString("name", layer.Name);
        writer.WriteBoolean("passed", layer.Passed);
        writer.WriteString("detail", layer.Detail);
    }

    private static void Write(Utf8JsonWriter writer, ContentDifference difference)
    {
        writer.WriteString("server", difference.Server);
        writer.WriteString("schema", difference.Schema);
        writer.WriteString("table", difference.Table);
        writer.WriteString("keyRange", difference.KeyRange);
        writer.WriteString("description", difference.Description);
        writer.WriteTexts("rows", difference.Rows);
    }
}
