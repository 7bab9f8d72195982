using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class StateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_again()
    {
        var settings = new ReplicationSettings
        {
            Name = "orders", Image = "mariadb:10.11", Replicas = 2, ReplicaPorts = [4407, 4408], RootPassword = "it's \"\\ ☃",
            Positioning = Positioning.File, ServerOptions = [new ServerOption("max_connections", "50", "slave2")], SkipDuplicateKeys = true,
            StartTimeout = TimeSpan.FromSeconds(7.5),
        };
        var topology = Some.Topology(_folder.Paths, settings, Some.MariaDb1011);
        topology = topology.With(topology.Source with { Initialised = true, Port = 4999 });

        StateFile.Write(topology);
        var read = StateFile.Read(_folder.Paths);

        Assert.NotNull(read);
        Assert.Equal(topology.Servers, read.Servers);
        Assert.Equal(topology.Links, read.Links);
        Assert.True(read.Source.Initialised);
        Assert.Equal((topology.Paths, topology.Positioning), (read.Paths, read.Positioning));
        Assert.Equal("it's \"\\ ☃", read.RootPassword.Reveal());
        Assert.Equal(topology.InitialPassword, read.InitialPassword);
        Assert.Equal(topology.ReplicationPassword, read.ReplicationPassword);
        Assert.Equal(Text(topology), Text(read));
    }

    [Fact]
    public void Each_setting_and_each_property_of_a_server_and_of_a_promotion_is_kept()
    {
        var topology = Some.Topology(_folder.Paths) with
        {
            Asked = Filled(new ReplicationSettings()),
            WroteIgnoreFile = true,
            Promotion = Filled(new Promotion(PromotionKind.Switchover, "", "")),
        };
        topology = topology with { Servers = [Filled(topology.Source), topology.Servers[1]] };

        StateFile.Write(topology);
        var read = StateFile.Read(_folder.Paths)!;

        Assert.Equivalent(topology.Asked, read.Asked, strict: true);
        Assert.Equivalent(topology.Promotion, read.Promotion, strict: true);
        Assert.Equivalent(topology.Servers, read.Servers, strict: true);
        Assert.True(read.WroteIgnoreFile);
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        File.WriteAllText(_folder.Paths.StateFile, "left by something that gave it to all the world");

        StateFile.Write(Some.Topology(_folder.Paths));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Paths.StateFile));
        Assert.Equal([_folder.Paths.StateFile], Directory.GetFiles(_folder.Paths.Base));
    }

    [Fact]
    public void What_a_killed_write_left_is_no_obstacle()
    {
        var half = _folder.Write("half", Path.GetFileName(_folder.Paths.StateFile) + ".1234.partial");
        File.SetLastWriteTimeUtc(half, DateTime.UtcNow.AddHours(-1));

        StateFile.Write(Some.Topology(_folder.Paths));

        Assert.NotNull(StateFile.Read(_folder.Paths));
        Assert.Equal([_folder.Paths.StateFile], Directory.GetFiles(_folder.Paths.Base));
    }

    [Fact]
    public void There_is_none_where_nothing_was_written()
    {
        Assert.Null(StateFile.Read(_folder.Paths));
        Assert.Null(StateFile.Read(new TopologyPaths(_folder["missing", "folder"])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{ \"Paths\": { \"Base\": \"/x\" } }")]
    [InlineData("not JSON")]
    public void A_file_that_is_damaged_is_an_error_and_not_none(string content)
    {
        File.WriteAllText(_folder.Paths.StateFile, content);

        var message = Assert.Throws<MySqlReplicationException>(() => StateFile.Read(_folder.Paths)).Message;
        Assert.Contains("Run", message, StringComparison.Ordinal);
        Assert.Contains("--target=Teardown", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Servers")]
    [InlineData("Links")]
    [InlineData("WroteIgnoreFile")]
    [InlineData("Asked/Replicas")]
    [InlineData("Asked/Durable")]
    [InlineData("Servers/0/Initialised")]
    public void A_file_that_lacks_a_field_is_an_error_and_not_one_without_servers(string path)
    {
        StateFile.Write(Some.Topology(_folder.Paths));
        var root = JsonNode.Parse(File.ReadAllBytes(_folder.Paths.StateFile))!;
        var words = path.Split('/');
        var parent = words[..^1].Aggregate(root, (node, word) => int.TryParse(word, out var index) ? node[index]! : node[word]!);
        Assert.True(parent.AsObject().Remove(words[^1]));
        File.WriteAllText(_folder.Paths.StateFile, root.ToJsonString());

        Assert.Contains($"{words[^1]} is missing", Assert.Throws<MySqlReplicationException>(() => StateFile.Read(_folder.Paths)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_short_is_an_error_and_not_none()
    {
        StateFile.Write(Some.Topology(_folder.Paths));
        var whole = File.ReadAllText(_folder.Paths.StateFile);

        foreach (var length in Enumerable.Range(0, 20).Select(part => part * whole.Length / 20))
        {
            File.WriteAllText(_folder.Paths.StateFile, whole[..length]);
            Assert.Throws<MySqlReplicationException>(() => StateFile.Read(_folder.Paths));
        }
    }

    [Fact]
    public void A_file_that_was_moved_elsewhere_is_an_error_and_not_none()
    {
        StateFile.Write(Some.Topology(_folder.Paths));
        var moved = new TopologyPaths(_folder["moved"]);
        Directory.CreateDirectory(moved.Base);
        File.Copy(_folder.Paths.StateFile, moved.StateFile);

        Assert.Contains($"Use --base={_folder.Paths.Base}", Assert.Throws<MySqlReplicationException>(() => StateFile.Read(moved)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_changes_is_on_disk_at_once_and_one_that_is_adjusted_is_not()
    {
        var plan = new TopologyPlan(Some.Topology(_folder.Paths));
        plan.Change(topology => topology.With(topology.Source with { Port = 4999 }));
        plan.Adjust(topology => topology.With(topology.Source with { Port = 5999 }));

        Assert.Equal(5999, plan.Current.Source.Port);
        Assert.Equal(4999, StateFile.Read(_folder.Paths)?.Source.Port);
    }

    private static string Text(Topology topology) => Encoding.UTF8.GetString(TopologyJson.Write(topology));

    /// <summary>Another value for each property than it has.</summary>
    private static T Filled<T>(T record)
        where T : class
    {
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var before = property.GetValue(record);
            property.SetValue(record, Other(property.PropertyType, before));
            Assert.NotEqual(before, property.GetValue(record));
        }

        return record;
    }

    private static object Other(Type type, object? before) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var kind when kind == typeof(string) => "other \"text\"",
        var kind when kind == typeof(bool) => before is false,
        var kind when kind == typeof(int) => 4711,
        var kind when kind == typeof(long) => 5_000_000_000L,
        var kind when kind == typeof(TimeSpan) => TimeSpan.FromMilliseconds(98765),
        var kind when kind == typeof(Secret) => new Secret("s'e\"c"),
        var kind when kind == typeof(ServerVersion) => new ServerVersion(IsMariaDb: true, new Version(11, 8, 6)),
        var kind when kind == typeof(IReadOnlyList<int>) => new[] { 1, 2 },
        var kind when kind == typeof(IReadOnlyList<string>) => new[] { "a", "b" },
        var kind when kind == typeof(IReadOnlyList<ServerChoice>) => new[] { Filled(new ServerChoice("slave")) },
        var kind when kind == typeof(IReadOnlyList<ServerOption>) => new[] { Filled(new ServerOption("x")) },
        { IsEnum: true } kind => Enum.GetValues(kind).Cast<object>().First(value => !value.Equals(before)),
        _ => throw new NotSupportedException($"{type} has no other value here."),
    };
}
