namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>How a server or a link is.</summary>
internal enum Health
{
    /// <summary>Nobody could look.</summary>
    Unknown,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Not as it should be.</summary>
    Bad,
}
