namespace Cake.MySqlReplication.Dialects;

/// <summary>The MySQL versions at which something that is used here changed.</summary>
internal static class ServerVersions
{
    /// <summary>Replication channels: https://dev.mysql.com/doc/refman/5.7/en/replication-channels.html.</summary>
    public static Version Channels { get; } = new(5, 7, 6);

    /// <summary>
    /// Several channels need their positions in tables, which is the default from here on:
    /// https://dev.mysql.com/doc/refman/8.0/en/replication-options-replica.html#sysvar_master_info_repository.
    /// </summary>
    public static Version RepositoriesInTables { get; } = new(8, 0, 2);

    /// <summary>Certificates are made at the first start: https://dev.mysql.com/doc/refman/5.7/en/creating-ssl-rsa-files-using-mysql.html.</summary>
    public static Version Certificates { get; } = new(5, 7, 6);

    /// <summary><c>DROP USER IF EXISTS</c>: https://dev.mysql.com/doc/refman/5.7/en/drop-user.html.</summary>
    public static Version DropUserIfExists { get; } = new(5, 7, 8);

    /// <summary><c>super_read_only</c>: https://dev.mysql.com/doc/refman/5.7/en/server-system-variables.html#sysvar_super_read_only.</summary>
    public static Version SuperReadOnly { get; } = new(5, 7, 8);

    /// <summary>
    /// <c>WAIT_FOR_EXECUTED_GTID_SET</c>, and GTIDs without the replica's own binary log:
    /// https://dev.mysql.com/doc/refman/5.7/en/gtid-functions.html.
    /// </summary>
    public static Version WaitForGtidSet { get; } = new(5, 7, 5);

    /// <summary><c>GRANT</c> no longer creates accounts: https://dev.mysql.com/doc/relnotes/mysql/8.0/en/news-8-0-11.html.</summary>
    public static Version GrantWithoutIdentifiedBy { get; } = new(8, 0, 11);

    /// <summary>
    /// <c>GET_MASTER_PUBLIC_KEY</c>, which caching_sha2_password needs without TLS:
    /// https://dev.mysql.com/doc/refman/8.0/en/change-master-to.html.
    /// </summary>
    public static Version GetPublicKey { get; } = new(8, 0, 4);

    /// <summary><c>SET PERSIST</c>: https://dev.mysql.com/doc/refman/8.0/en/persisted-system-variables.html.</summary>
    public static Version PersistedVariables { get; } = new(8, 0, 0);

    /// <summary><c>CHANGE REPLICATION SOURCE TO</c>: https://dev.mysql.com/doc/refman/8.0/en/change-replication-source-to.html.</summary>
    public static Version SourceReplicaTerms { get; } = new(8, 0, 23);

    /// <summary><c>mysqlx=OFF</c>: https://dev.mysql.com/doc/refman/8.0/en/x-plugin-disabling.html.</summary>
    public static Version XPlugin { get; } = new(8, 0, 11);

    /// <summary><c>log_replica_updates</c> and its kin: https://dev.mysql.com/doc/refman/8.0/en/replication-options-replica.html.</summary>
    public static Version ReplicaOptions { get; } = new(8, 0, 26);

    /// <summary><c>SOURCE_POS_WAIT</c>: https://dev.mysql.com/doc/refman/8.0/en/replication-functions-synchronization.html.</summary>
    public static Version SourcePosWait { get; } = new(8, 0, 26);

    /// <summary><c>SHOW BINARY LOG STATUS</c>, <c>RESET BINARY LOGS AND GTIDS</c>: https://dev.mysql.com/doc/refman/8.2/en/show-binary-log-status.html.</summary>
    public static Version BinaryLogTerms { get; } = new(8, 2, 0);

    /// <summary><c>SHOW CREATE USER</c>, and accounts that their hash is given to: https://dev.mysql.com/doc/refman/5.7/en/show-create-user.html.</summary>
    public static Version ShowCreateUser { get; } = new(5, 7, 6);

    /// <summary>The same on MariaDB: https://mariadb.com/kb/en/show-create-user/.</summary>
    public static Version MariaDbShowCreateUser { get; } = new(10, 2, 0);

    /// <summary>The clone plugin: https://dev.mysql.com/doc/refman/8.0/en/clone-plugin.html.</summary>
    public static Version Clone { get; } = new(8, 0, 17);

    /// <summary>Roles: https://dev.mysql.com/doc/refman/8.0/en/roles.html.</summary>
    public static Version Roles { get; } = new(8, 0, 0);

    /// <summary><c>print_identified_with_as_hex</c>: https://dev.mysql.com/doc/refman/8.0/en/server-system-variables.html.</summary>
    public static Version HashesAsHex { get; } = new(8, 0, 17);

    /// <summary>Roles of MariaDB: https://mariadb.com/kb/en/roles_overview/.</summary>
    public static Version MariaDbRoles { get; } = new(10, 0, 5);

    /// <summary><c>check_constraint_checks</c> of MariaDB: https://mariadb.com/kb/en/server-system-variables/#check_constraint_checks.</summary>
    public static Version MariaDbChecks { get; } = new(10, 2, 1);

    /// <summary><c>innodb_redo_log_capacity</c>: https://dev.mysql.com/doc/refman/8.0/en/innodb-redo-log.html.</summary>
    public static Version RedoLogCapacity { get; } = new(8, 0, 30);

    /// <summary><c>innodb_doublewrite_files</c>: https://dev.mysql.com/doc/refman/8.0/en/innodb-doublewrite-buffer.html.</summary>
    public static Version DoublewriteFiles { get; } = new(8, 0, 20);

    /// <summary><c>innodb_log_writer_threads</c>: https://dev.mysql.com/doc/refman/8.0/en/innodb-parameters.html.</summary>
    public static Version LogWriterThreads { get; } = new(8, 0, 22);
}
