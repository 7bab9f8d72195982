using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>Options by which a server of a throw-away database starts quickly. They change nothing of what replication does.</summary>
internal static class StartOptions
{
    /// <summary>Lines of an option file for what may be lost with the power, and never with the process alone.</summary>
    public static IEnumerable<string> Durability(bool isDurable) =>
    [
        $"innodb_flush_log_at_trx_commit = {(isDurable ? 1 : 2)}",
        $"sync_binlog = {(isDurable ? 1 : 0)}",
    ];

    /// <summary>Lines that cost nothing but room.</summary>
    public static IEnumerable<string> Quick(ServerVersion server)
    {
        yield return "innodb_buffer_pool_dump_at_shutdown = OFF";
        yield return "innodb_buffer_pool_load_at_startup = OFF";
        // What is allocated at the start is also cleared then.
        yield return "innodb_log_buffer_size = 4M";
        yield return "key_buffer_size = 1M";
        if (server.IsMariaDb)
            yield return "aria_pagecache_buffer_size = 8M";
        if (server.IsMariaDb || server.Number < ServerVersions.PersistedVariables)
            yield break;
        // What replicas and clones tell of themselves is in its tables all the same.
        yield return "performance_schema = OFF";
        // The header of each is read, in both undo tablespaces; one serves a thousand transactions at a time.
        yield return "innodb_rollback_segments = 8";
        // A start waits for each thread of its own, which takes long where all processors are busy.
        yield return "innodb_read_io_threads = 1";
        yield return "innodb_write_io_threads = 1";
        if (server.Number >= ServerVersions.DoublewriteFiles)
        {
            // 9 MB to be written and read again at each start, not 16.
            yield return "innodb_doublewrite_files = 1";
            yield return "innodb_doublewrite_pages = 16";
        }

        if (server.Number >= ServerVersions.RedoLogCapacity)
            yield return "innodb_redo_log_capacity = 8M";
        if (server.Number >= ServerVersions.LogWriterThreads)
            yield return "innodb_log_writer_threads = OFF";
    }
}
