using System.Security.Cryptography;
using System.Text;

namespace Cake.MySqlReplication.Topologies;

/// <summary>
/// Tells one topology from another on the same machine: two checkouts may use the same name, and neither may touch what
/// is the other's.
/// </summary>
/// <param name="Name">The topology's name.</param>
/// <param name="Base">Its base folder.</param>
internal sealed record TopologyId(string Name, string Base)
{
    public static TopologyId Of(Topology topology) => new(topology.Name, topology.Paths.Base);

    /// <summary>Sixteen hexadecimal digits.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name + "\n" + Base)))[..16];
}
