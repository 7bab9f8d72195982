using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process;

public sealed class InitialisationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_server_that_fails_is_seen_to_whenever_it_ends(int looks)
    {
        var system = new FailingServer(looks);
        var topology = Some.Topology(_folder.Paths);
        Directory.CreateDirectory(_folder["slave"]);
        var site = new ProcessSite { Installation = new ServerInstallation { Version = Some.MySql97, Server = "/opt/mysqld", Origin = "/opt/mysqld" } };
        var initialisation = new Initialisation(system, new ServerProcesses(system, TimeProvider.System), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<ServerFailedException>(() =>
            initialisation.RunAsync(topology, topology.Server("slave"), site, TestContext.Current.CancellationToken));

        Assert.Contains("ended with exit code 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_whose_arguments_are_gone_with_its_memory_counts_as_what_it_was_recorded_as(bool initialises)
    {
        var system = new FailingServer(looks: int.MaxValue);
        var topology = Some.Topology(_folder.Paths);
        Directory.CreateDirectory(_folder["slave"]);
        new ServerProcess(4711, system.Birth(4711)!, initialises).Write(_folder["slave"]);
        var engine = new ProcessEngine(new NullLog(), system, TimeProvider.System, (_, _) => throw new InvalidOperationException());

        var found = await engine.FindAsync(TopologyId.Of(topology), TestContext.Current.CancellationToken);

        Assert.Equal(initialises ? ServerPresence.Stopped : ServerPresence.Running, found["slave"]);
    }

    /// <summary>A system whose only process fails just before it is looked at for the given time.</summary>
    private sealed class FailingServer(int looks) : IProcessSystem
    {
        private int _looks;

        private bool HasEnded => ++_looks >= looks;

        public int LongestSocketPath => 107;

        public ServerAccount? FindAccount() => null;

        public IReadOnlyList<(string Name, string Value)> ServerOptions(bool isDurable) => [];

        public int Start(DetachedCommand command) => 4711;

        public string? Birth(int id) => HasEnded ? null : "now";

        public string? HowEnded(int id) => HasEnded ? "ended with exit code 1" : null;

        public IReadOnlyList<string>? Arguments(int id) => null;

        public IEnumerable<(int Id, IReadOnlyList<string> Arguments)> All() => [];

        public IReadOnlyList<int> Descendants(int id) => [];

        public void End(int id, bool atOnce)
        {
        }

        public void Give(string path, ServerAccount account)
        {
        }

        public IReadOnlyList<string> OutOfReach(IReadOnlyList<string> paths, ServerAccount account) => [];
    }
}
