namespace Cake.MySqlReplication.Dialects;

/// <summary>What a server answers when it is asked to wait until it has applied something.</summary>
internal enum WaitOutcome
{
    /// <summary>It has.</summary>
    Reached,

    /// <summary>Not within the time.</summary>
    TimedOut,

    /// <summary>It cannot: its applier does not run.</summary>
    ApplierStopped,
}
