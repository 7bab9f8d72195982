namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>What an operating system knows and does about processes that outlive the one that started them.</summary>
internal interface IProcessSystem
{
    /// <summary>The most bytes that the path of a unix socket may have.</summary>
    int LongestSocketPath { get; }

    /// <summary>The account that servers run under, where it must be another than the present one; else null.</summary>
    ServerAccount? FindAccount();

    /// <summary>Options that servers need on this system, and that the user may override.</summary>
    /// <param name="isDurable">Whether data have to survive a power failure, too.</param>
    IReadOnlyList<(string Name, string Value)> ServerOptions(bool isDurable);

    /// <summary>
    /// Starts a process in a session of its own, so that what ends the build's terminal or process group does not end it.
    /// </summary>
    /// <returns>Its id.</returns>
    /// <exception cref="IOException">It could not be started.</exception>
    int Start(DetachedCommand command);

    /// <summary>
    /// What, together with its id, tells a process from all others for good: a number is given again once a process has
    /// ended. Null where no such process runs.
    /// </summary>
    string? Birth(int id);

    /// <summary>How a process ended that this one started; null where it runs, or where that is not known.</summary>
    string? HowEnded(int id);

    /// <summary>The arguments of a process; null where they cannot be seen.</summary>
    IReadOnlyList<string>? Arguments(int id);

    /// <summary>All processes whose arguments can be seen.</summary>
    IEnumerable<(int Id, IReadOnlyList<string> Arguments)> All();

    /// <summary>The processes that a process has started, and those that these have, as far as the system tells.</summary>
    IReadOnlyList<int> Descendants(int id);

    /// <summary>Asks a process to end, where the system has a way to, or ends it at once. One that is not there is no error.</summary>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    void End(int id, bool atOnce);

    /// <summary>Gives a file or folder to an account.</summary>
    /// <exception cref="IOException">It could not be given.</exception>
    void Give(string path, ServerAccount account);

    /// <summary>Those of the paths that an account cannot read, or, if they are folders, enter.</summary>
    IReadOnlyList<string> OutOfReach(IReadOnlyList<string> paths, ServerAccount account);
}
