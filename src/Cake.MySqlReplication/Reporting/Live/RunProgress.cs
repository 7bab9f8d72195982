using Cake.MySqlReplication.Profiling;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>Where a step is: what is done with each server, and how far transfers are. Many threads tell it, one looks.</summary>
/// <param name="name">The topology's name.</param>
/// <param name="clock">Measures.</param>
internal sealed class RunProgress(string name, TimeProvider clock) : IRunObserver, ITransferObserver
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["Prepare"] = "preparing",
        ["StartSource"] = "starting the source",
        ["StartReplicas"] = "starting replicas",
        ["StartAll"] = "starting servers",
        ["ConfigureReplication"] = "configuring replication",
        ["VerifySync"] = "verifying",
        ["AddReplica"] = "adding a replica",
        ["RemoveReplica"] = "removing a replica",
        ["Promote"] = "changing the source",
        ["Reset"] = "resetting",
        ["Repair"] = "repairing",
        ["Teardown"] = "tearing down",
    };

    private readonly Lock _lock = new();
    private readonly List<ServerProgress> _servers = [];
    private readonly List<string> _shared = [];
    private readonly List<(Transfer Transfer, long Start)> _transfers = [];
    private string _step = "";
    private long _start;

    /// <summary>Begins a step afresh.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="planned">The servers that are known of, in the order of the rows; others are added when something is done with them.</param>
    public void Begin(string step, IEnumerable<(string Name, string Address)> planned)
    {
        lock (_lock)
        {
            (_step, _start) = (step, clock.GetTimestamp());
            _servers.Clear();
            _shared.Clear();
            _transfers.Clear();
            _servers.AddRange(planned.Select(server => new ServerProgress(server.Name, server.Address)));
        }
    }

    public void Began(string step, string phase, string server)
    {
        lock (_lock)
        {
            if (server.Length == 0)
                _shared.Add(phase);
            else
                Of(server).Begin(phase, clock.GetTimestamp());
        }
    }

    public void Ended(string step, string phase, string server)
    {
        lock (_lock)
        {
            if (server.Length == 0)
                _shared.Remove(phase);
            else
                Of(server).End(phase, clock.GetTimestamp());
        }
    }

    public bool Report(Transfer transfer)
    {
        lock (_lock)
        {
            var index = _transfers.FindIndex(known => known.Transfer.What == transfer.What);
            if (index < 0)
                _transfers.Add((transfer, clock.GetTimestamp()));
            else
                _transfers[index] = (transfer, _transfers[index].Start);
        }

        return false;
    }

    public void Ended(string what)
    {
        lock (_lock)
            _transfers.RemoveAll(known => known.Transfer.What == what);
    }

    /// <summary>What the log of a server says last.</summary>
    public void Hear(string server, string line)
    {
        lock (_lock)
            Of(server).LastLine = line;
    }

    public LiveFrame Look()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var title = $"{name}: {Words.GetValueOrDefault(_step, _step)}{(_shared is [.., var last] ? $" · {last}" : "")}";
            return new LiveFrame(
                title,
                clock.GetElapsedTime(_start, now),
                [.. _servers.Select(server => server.Look(clock, now))],
                [.. _transfers.Select(known => Look(known.Transfer, clock.GetElapsedTime(known.Start, now)))]);
        }
    }

    private static LiveTransfer Look(Transfer transfer, TimeSpan elapsed) =>
        new(transfer.What, transfer.Done, transfer.Total, transfer.Unit, transfer.Done / Math.Max(elapsed.TotalSeconds, 0.1));

    private ServerProgress Of(string server)
    {
        if (_servers.Find(known => known.Name == server) is { } known)
            return known;
        var added = new ServerProgress(server, "");
        _servers.Add(added);
        return added;
    }
}
