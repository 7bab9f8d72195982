namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>What a view shows at one moment.</summary>
internal sealed record LiveFrame(string Title, TimeSpan Elapsed, IReadOnlyList<LiveServer> Servers, IReadOnlyList<LiveTransfer> Transfers);

/// <param name="Name">Its name in the topology.</param>
/// <param name="Address">Where it is, or is going to be; empty where that is not known.</param>
/// <param name="State">Whether something is done with it.</param>
/// <param name="Phase">What is done with it, or was last; empty where nothing was.</param>
/// <param name="Elapsed">For how long, all phases together.</param>
/// <param name="LastLine">The end of its log; empty where it is not known.</param>
internal sealed record LiveServer(string Name, string Address, LiveState State, string Phase, TimeSpan Elapsed, string LastLine);

/// <param name="What">What is transferred.</param>
/// <param name="Done">How much was.</param>
/// <param name="Total">How much there is; null where that is not known.</param>
/// <param name="Unit">What is counted; empty for bytes.</param>
/// <param name="Rate">How much in a second.</param>
internal sealed record LiveTransfer(string What, long Done, long? Total, string Unit, double Rate);

internal enum LiveState
{
    Idle,
    Working,
    Done,
}
