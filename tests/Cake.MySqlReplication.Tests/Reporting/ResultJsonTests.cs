using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting;

/// <summary>The file for programs has each public property of a report, under its own name.</summary>
public sealed class ResultJsonTests
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter() } };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_says_what_a_serializer_says(bool isMeasured)
    {
        var report = new SyncReport
        {
            Name = "orders",
            DurationMilliseconds = 12.5,
            Sources = [new SourceReport { Name = "master", Endpoint = "127.0.0.1:3307", Version = "MySQL 9.7.4", Position = "mysql-bin.000001:157", Gtids = "a:1-7" }],
            Replicas =
            [
                new ReplicaReport
                {
                    Name = "slave", Source = "master", Version = "MySQL 9.7.4", Endpoint = "127.0.0.1:3308", Receiver = "Yes", Applier = "No",
                    ApplierState = "waits", AppliedPosition = "mysql-bin.000001:99", Gtids = "a:1-6",
                    LagMilliseconds = isMeasured ? 1.25 : null,
                    SecondsBehind = isMeasured ? 3 : null,
                    Layers = [new VerificationLayer("threads", Passed: false, "it \"stands\"")],
                    Differences =
                    [
                        new ContentDifference { Server = "slave", Schema = "shop", Table = "orders", KeyRange = "id 1 to 5", Description = "1 row differs", Rows = ["id 1: v is '1'"] },
                        new ContentDifference { Server = "slave", Schema = "shop", Description = "it is missing" },
                    ],
                    Problems = ["one", "two"],
                },
            ],
        };

        var written = JsonNode.Parse(ResultJson.Write("orders", [], report))!;

        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(report, Options), written["report"]), written.ToJsonString());
        Assert.Null(JsonNode.Parse(ResultJson.Write("orders", [], report: null))!["report"]);
    }
}
