using Cake.Core;
using Cake.MySqlReplication;
using Cake.MySqlReplication.Commands;
using Cake.MySqlReplication.Settings;

namespace Cake.Frosting.MySqlReplication;

/// <summary>
/// Brings the servers up, runs a command with their connection strings in its environment, and tears them down, whatever happens.
/// The build's exit code is the command's.
/// </summary>
/// <remarks>
/// <para>What <c>--exec</c> gives is a line of the shell (<c>sh</c>; on Windows, <c>cmd</c>). What stands after <c>--</c> is a
/// program and its arguments, which reach it as they are.</para>
/// <para>Ctrl-C and SIGTERM end the command, which has ten seconds for it, and then the servers.</para>
/// </remarks>
/// <example>
/// <code>
/// ./build.sh --target=Exec --exec="dotnet test"
/// ./build.sh --target=Exec --replicas=2 -- pytest tests/database
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.WithMySqlReplication(Cake.Core.ICakeContext, System.Action{Cake.MySqlReplication.RunningTopology}, Cake.MySqlReplication.Settings.ReplicationSettings, System.Nullable{System.Threading.CancellationToken})"/>
[TaskName("Exec")]
[TaskDescription("Brings the servers up, runs --exec=\"<command>\" (or what stands after --) with their connection strings, and tears them down.")]
public sealed class ExecTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(IMySqlReplicationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var command = Command(context);
        using var signal = new CancellationOnSignal();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, signal.Token);
        int exitCode;
        try
        {
            exitCode = await context.Topology.ExecAsync(command, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (either.IsCancellationRequested)
        {
            throw new MySqlReplicationException("Cancelled before the command ran; all that was started is torn down.", exception);
        }

        if (exitCode != 0)
        {
            ExitCode.Become(exitCode);
            throw new CakeException(exitCode, $"The command ended with exit code {exitCode}: {command}");
        }

        // A command that ends well by a signal is no reason for the build to go on.
        if (either.IsCancellationRequested)
            throw new MySqlReplicationException("Cancelled: the command has ended, and all that was started is torn down.");
    }

    private static CommandToRun Command(IMySqlReplicationContext context)
    {
        string[] lines = [.. context.Arguments.GetArguments("exec")];
        string[] words = [.. Environment.GetCommandLineArgs().SkipWhile(word => word != "--").Skip(1)];
        return (lines, words) switch
        {
            ([var line], []) when !string.IsNullOrWhiteSpace(line) => CommandToRun.Shell(line),
            ([], [var program, .. var arguments]) when program.Length > 0 => CommandToRun.Words(program, RefuseSettings(arguments)),
            _ => throw new MySqlReplicationException(
                "Exec needs one command: --target=Exec --exec=\"dotnet test\" for a line of the shell, or --target=Exec -- dotnet test for a program and its arguments."),
        };
    }

    /// <summary>Hosts hand over what stands after <c>--</c> as the build's own arguments, too.</summary>
    private static string[] RefuseSettings(string[] arguments)
    {
        var settings = SettingCatalog.All.Select(setting => "--" + setting.Option).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = arguments.Where(argument => settings.Contains(argument.Split('=')[0])).ToList();
        return taken.Count == 0
            ? arguments
            : throw new MySqlReplicationException(
                $"After --, {string.Join(" and ", taken)} would be taken for the build's own. Give the command as one line: --exec=\"<command>\".");
    }
}
