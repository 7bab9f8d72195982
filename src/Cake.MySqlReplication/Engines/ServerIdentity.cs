using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>The server that an engine is going to run.</summary>
/// <param name="Engine">The engine, which is never <see cref="EngineKind.Auto"/>.</param>
/// <param name="Version">Family and version, as the server itself gives them.</param>
/// <param name="Origin">Where it comes from, in words for logs and errors, such as <c>the image mysql:9.7</c>.</param>
internal sealed record ServerIdentity(EngineKind Engine, ServerVersion Version, string Origin);
