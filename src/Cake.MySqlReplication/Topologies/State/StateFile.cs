using System.Text.Json;

namespace Cake.MySqlReplication.Topologies;

/// <summary>
/// The topology on disk, written before anything starts, so that a later process finds it again. It holds passwords:
/// only its owner can read it.
/// </summary>
internal static class StateFile
{
    /// <summary>The recorded topology, or null where there is none.</summary>
    /// <exception cref="MySqlReplicationException">There is a record that cannot be used. It is never taken for none: that would
    /// mean a fresh start over somebody's data.</exception>
    public static Topology? Read(TopologyPaths paths)
    {
        Topology topology;
        try
        {
            topology = TopologyJson.Read(File.ReadAllBytes(paths.StateFile));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new MySqlReplicationException(
                $"The state file {paths.StateFile} cannot be read: {exception.Message} Run the build as the user who started the topology; " +
                "if the file is damaged or of another version of this tool, run --target=Teardown and start afresh.", exception);
        }

        if (topology.Format != Topology.CurrentFormat)
        {
            throw new MySqlReplicationException(
                $"The state file {paths.StateFile} was written by another version of this tool. Run --target=Teardown and start afresh.",
                new JsonException($"format {topology.Format}"));
        }

        return topology.Paths == paths ? topology : throw new MySqlReplicationException(
            $"{paths.Base} was moved or copied: the topology in it was started in {topology.Paths.Base}, and its servers use the files there. " +
            $"Use --base={topology.Paths.Base}, or another folder.");
    }

    public static void Write(Topology topology) =>
        PrivateFile.Write(topology.Paths.StateFile, TopologyJson.Write(topology));
}
