using Cake.MySqlReplication.Engines.Process.Systems;

namespace Cake.MySqlReplication.Commands;

/// <summary>
/// A command's process and all that it has started. A script goes on while it is ended, and may start its next step: who is there is
/// looked for again and again, as nothing tells of a process any more once the one that started it is gone.
/// </summary>
internal sealed class CommandProcesses(IProcessSystem system, int command)
{
    // Those that started others come before these.
    private readonly List<(int Id, string Birth)> _members = [];
    private readonly HashSet<(int Id, string Birth)> _asked = [];

    /// <summary>Looks for new ones.</summary>
    /// <returns>Whether any is there.</returns>
    public bool Look() => Tops().Count > 0;

    /// <summary>Asks all to end: a shell does not hand a signal on.</summary>
    public void Ask()
    {
        Look();
        foreach (var member in Running())
            Ask(member);
    }

    /// <summary>
    /// Asks those, too, that came up meanwhile, and whose starter is gone. While it is there, they are what it does about its end, such
    /// as a trap that cleans up.
    /// </summary>
    /// <returns>Whether any is there.</returns>
    public bool AskOrphans()
    {
        var tops = Tops();
        foreach (var member in tops)
            Ask(member);
        return tops.Count > 0;
    }

    /// <summary>Ends all at once.</summary>
    /// <returns>Whether any was there.</returns>
    public bool Kill()
    {
        var isAnyThere = Look();
        foreach (var member in Running())
            End(member, atOnce: true);
        return isAnyThere;
    }

    /// <summary>Those that run and that none of the others has started.</summary>
    private List<(int Id, string Birth)> Tops()
    {
        if (_members.Count == 0)
            Add(command);
        var tops = new List<(int Id, string Birth)>();
        var below = new HashSet<int>();
        foreach (var member in Running().Where(member => !below.Contains(member.Id)))
        {
            tops.Add(member);
            foreach (var id in system.Descendants(member.Id))
            {
                below.Add(id);
                Add(id);
            }
        }

        return tops;
    }

    private void Add(int id)
    {
        if (system.Birth(id) is { } birth && !_members.Contains((id, birth)))
            _members.Add((id, birth));
    }

    private List<(int Id, string Birth)> Running() => [.. _members.Where(member => system.Birth(member.Id) == member.Birth)];

    private void Ask((int Id, string Birth) member)
    {
        if (_asked.Add(member))
            End(member, atOnce: false);
    }

    private void End((int Id, string Birth) member, bool atOnce)
    {
        try
        {
            system.End(member.Id, atOnce);
        }
        catch (UnauthorizedAccessException)
        {
            // Such as one behind sudo, which takes it along.
        }
    }
}
