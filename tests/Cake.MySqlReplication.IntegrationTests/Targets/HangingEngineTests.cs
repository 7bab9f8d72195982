using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>A build whose Docker engine takes connections and never answers.</summary>
public sealed class HangingEngineTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly Socket _engine = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly BuildRun _build;

    public HangingEngineTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A Docker engine listens on a pipe there.");
        // Where there is an image, there is a docker client.
        TestServer.ImageOrSkip(TestServer.Quickest);
        var socket = Path.Combine(_sandbox.Folder, "engine.sock");
        _engine.Bind(new UnixDomainSocketEndPoint(socket));
        _engine.Listen();
        _build = new BuildRun(_sandbox) { Environment = { ["DOCKER_HOST"] = "unix://" + socket } };
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task The_build_ends_by_itself_and_says_which_command_got_no_answer()
    {
        var start = Stopwatch.GetTimestamp();

        var error = await _build.FailAsync("VerifySync", "--engine=docker");

        // Several are asked at once.
        Assert.Matches("The Docker engine does not answer: `docker [a-z ]+` got no answer within 30 seconds\\.", error);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_build_at_once(string signal)
    {
        await Interrupt.SkipWhereIgnoredAsync(signal);
        using var build = _build.Start("VerifySync", "--engine=docker");
        // The first connection is the first command.
        using var connection = await _engine.AcceptAsync(Token);
        var start = Stopwatch.GetTimestamp();

        await Command.RunAsync("kill", [$"-{signal}", build.Id.ToString(CultureInfo.InvariantCulture)], _sandbox.Folder, cancellationToken: Token);

        var result = await Command.EndAsync(build, Token);
        Assert.Equal(1, result.ExitCode);
        Assert.True((result.Output + result.Errors).Contains("Cancelled.", StringComparison.Ordinal), result.ToString());
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(15));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
