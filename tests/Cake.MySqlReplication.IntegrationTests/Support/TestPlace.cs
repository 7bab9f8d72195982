using Cake.MySqlReplication.IntegrationTests.Images;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>A server that tests run against, and the engine that runs it.</summary>
/// <param name="Engine">Docker or local processes.</param>
/// <param name="Server">The name that the test environment has for the server.</param>
internal sealed record TestPlace(EngineKind Engine, string Server)
{
    /// <summary>The quickest of all.</summary>
    public static TestPlace QuickestProcess => new(EngineKind.Process, TestServer.Quickest);

    /// <summary>Each server once, on one engine or the other, for tests to which the engine is all the same.</summary>
    public static TheoryData<string> EachServer =>
    [
        new TestPlace(EngineKind.Process, TestServer.MySql97).ToString(),
        new TestPlace(EngineKind.Docker, TestServer.MySql56).ToString(),
        new TestPlace(EngineKind.Process, TestServer.MariaDb1011).ToString(),
    ];

    /// <summary>The quickest server on each engine, for tests to which the server's family is all the same.</summary>
    public static TheoryData<string> Quickest => Names(TestServer.Quickest);

    /// <summary>Why there is no such server here; null where there is.</summary>
    public string? Obstacle => Engine == EngineKind.Docker ? ServerImage.Named(Server).Obstacle : ServerProgram.Named(Server).Obstacle;

    /// <summary>The options by which a build asks for it.</summary>
    public string[] Arguments => Engine == EngineKind.Docker
        ? ["--engine=docker", $"--image={ServerImage.Named(Server).Tag}"]
        : ["--engine=process", ServerProgram.Named(Server).Option];

    public static TestPlace Named(string name) => Enum.Parse<EngineKind>(name.Split(' ')[0]) is var engine ? new TestPlace(engine, name.Split(' ')[1]) : null!;

    /// <summary>The settings of a topology of a sandbox on it; skips the test where there is no such server.</summary>
    public ReplicationSettings SettingsOrSkip(Sandbox sandbox)
    {
        Assert.SkipWhen(Obstacle is not null, Obstacle ?? "");
        var settings = new ReplicationSettings { Name = sandbox.Name, BaseDirectory = sandbox.Base, FirstPort = sandbox.FirstPort, Engine = Engine };
        return Engine == EngineKind.Docker ? settings with { Image = ServerImage.Named(Server).Tag! } : ServerProgram.Named(Server).In(settings);
    }

    /// <summary>What is seen of a sandbox's servers beside the product.</summary>
    public IServerProbe Probe(Sandbox sandbox) => Engine == EngineKind.Docker ? new ContainerProbe(sandbox) : new ProcessProbe(sandbox);

    public override string ToString() => $"{Engine} {Server}";

    private static TheoryData<string> Names(params string[] servers) =>
        [.. new[] { EngineKind.Docker, EngineKind.Process }.SelectMany(engine => servers.Select(server => new TestPlace(engine, server).ToString()))];
}
