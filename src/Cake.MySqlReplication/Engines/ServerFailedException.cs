namespace Cake.MySqlReplication.Engines;

/// <summary>A server ended, or never came up. <see cref="Exception.Message"/> says how; its error log says why.</summary>
internal sealed class ServerFailedException(string how) : Exception(how);
