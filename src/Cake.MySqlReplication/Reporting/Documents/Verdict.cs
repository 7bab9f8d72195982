namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>What a report says in one word.</summary>
internal enum Verdict
{
    /// <summary>Nobody has verified it since it was configured last.</summary>
    NotVerified,

    /// <summary>The last verification found every replica in sync, and nothing has stopped since.</summary>
    InSync,

    /// <summary>A replica lacks something, or a server or a thread is down.</summary>
    NotInSync,

    /// <summary>The step that the report is about ended with an error.</summary>
    Failed,
}
