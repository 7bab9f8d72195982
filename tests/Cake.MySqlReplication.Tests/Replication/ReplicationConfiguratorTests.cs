using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication;

public sealed class ReplicationConfiguratorTests
{
    [Theory]
    [InlineData(EngineKind.Docker, "`docker logs mysql_slave`")]
    [InlineData(EngineKind.Process, "the error.log of slave in ")]
    public void An_error_log_is_where_the_engine_has_it(EngineKind engine, string place)
    {
        var topology = Some.Topology();

        Assert.StartsWith(place, ReplicationConfigurator.PlaceOfLog(topology with { Asked = topology.Asked with { Engine = engine } }, "slave"), StringComparison.Ordinal);
    }
}
