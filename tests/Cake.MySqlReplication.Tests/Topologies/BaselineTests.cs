using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class BaselineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_again()
    {
        var baseline = new Baseline()
            .With("master", new ServerBaseline(["shop"], ["'u'@'%'", "'it''s'@'%'"], new Dictionary<string, string> { ["sort_buffer_size"] = "1024" }, ["max_connections"]))
            .With("slave", new ServerBaseline([], [], new Dictionary<string, string>(), []));

        baseline.Write(_folder.Paths);

        Assert.Equivalent(baseline, Baseline.Read(_folder.Paths), strict: true);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{ "Servers": { "master": 7 } }""")]
    [InlineData("not JSON")]
    public void One_that_is_damaged_is_empty(string text)
    {
        File.WriteAllText(_folder.Paths.BaselineFile, text);

        Assert.Empty(Baseline.Read(_folder.Paths).Servers);
    }
}
