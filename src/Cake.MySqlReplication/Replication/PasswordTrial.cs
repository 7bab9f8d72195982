using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// Which of root's passwords to try on a server that is starting. On its first start it may still have the one that it
/// was initialised with, and it may begin to answer between an attempt with one and an attempt with the other.
/// </summary>
internal sealed class PasswordTrial
{
    private readonly Secret[] _passwords;
    private int _next;
    private int _denied;

    public PasswordTrial(Topology topology, ServerSpec server) =>
        _passwords = server.Initialised || topology.RootPassword == topology.InitialPassword
            ? [topology.RootPassword]
            : [topology.RootPassword, topology.InitialPassword];

    public Secret Current => _passwords[_next];

    /// <summary>Whether every password was denied by one and the same server, so that further attempts are in vain.</summary>
    public bool IsOver => _denied >= _passwords.Length;

    /// <summary>The server answered, and denied the current password.</summary>
    public void Deny()
    {
        _denied++;
        _next = (_next + 1) % _passwords.Length;
    }

    /// <summary>The server did not answer: what was denied before was denied by one that is gone.</summary>
    public void Restart() => _denied = 0;
}
