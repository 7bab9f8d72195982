namespace Cake.MySqlReplication.Profiling;

/// <summary>Is told how far transfers are. A log may be one, too: then what transfers something hands it both.</summary>
internal interface ITransferObserver
{
    /// <returns>Whether people see it: then the log need not say so.</returns>
    bool Report(Transfer transfer);

    /// <summary>It is over, or given up.</summary>
    void Ended(string what);
}
