using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>A pair that holds something of everything, brought up once for all mutations.</summary>
public abstract class MutationFixture(EngineKind engine, string server, Positioning positioning) : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();

    public string Server => server;

    public bool IsModern => server == TestServer.MySql97;

    public RunningTopology Topology { get; private set; } = null!;

    public RunningServer Source => Topology.Servers[0];

    public RunningServer Replica => Topology.Servers[1];

    /// <summary>The settings of the topology.</summary>
    public ReplicationSettings Settings { get; private set; } = null!;

    /// <summary>Why there is no pair; null where there is one.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Takes hold of the same topology with other settings.</summary>
    public RunningTopology With(Func<ReplicationSettings, ReplicationSettings> change) => _sandbox.Open(change(Settings));

    public async ValueTask InitializeAsync()
    {
        var place = new TestPlace(engine, server);
        Obstacle = place.Obstacle;
        if (Obstacle is not null)
            return;

        Settings = place.SettingsOrSkip(_sandbox) with { Positioning = positioning, Verify = VerifyLevel.Full, SyncTimeout = TimeSpan.FromSeconds(20) };
        Topology = await _sandbox.StartAsync(Settings);
        await Client.ExecuteAsync(Source, Everything);
        // Each at the end: MySQL takes a semicolon that follows for a part of the body.
        foreach (var program in Programs)
            await Client.ExecuteAsync(Source, "SET SESSION sql_mode = '', time_zone = '+00:00'; " + program);
        if (server != TestServer.MySql56)
            await Client.ExecuteAsync(Source, Newer);
        // What values are mended from.
        await Client.ExecuteAsync(Source, "CREATE TABLE m.spare LIKE m.types; INSERT INTO m.spare SELECT * FROM m.types WHERE id = 2");
        (await Topology.VerifySyncAsync()).ThrowUnlessInSync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // All that was changed has been mended, and that is seen, too.
            if (Obstacle is null)
                (await Topology.VerifySyncAsync()).ThrowUnlessInSync();
        }
        finally
        {
            await _sandbox.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Changes the replica behind replication's back.</summary>
    public async Task WriteToReplicaAsync(string sql)
    {
        if (IsModern)
            await Client.ExecuteAsync(Replica, "SET GLOBAL super_read_only = OFF");
        await Client.ExecuteAsync(Replica, "SET SESSION sql_log_bin = 0, sql_mode = '', time_zone = '+00:00'; " + sql);
        if (IsModern)
            await Client.ExecuteAsync(Replica, "SET GLOBAL super_read_only = ON");
    }

    internal const string Everything = """
        SET SESSION sql_mode = '', time_zone = '+00:00';
        CREATE DATABASE m CHARACTER SET utf8mb4;
        CREATE DATABASE nothing CHARACTER SET latin1;
        CREATE TABLE m.types (
            id INT PRIMARY KEY, name VARCHAR(30) CHARACTER SET utf8 COLLATE utf8_general_ci, nothing VARCHAR(5), f FLOAT, d DOUBLE, price DECIMAL(10, 2),
            u BIGINT UNSIGNED, flags BIT(12), kind ENUM('a', ''), tags SET('x', 'y', 'z'), born DATE, seen DATETIME(6), stamp TIMESTAMP NULL, t TIME, y YEAR,
            raw VARBINARY(20), bytes BLOB, note TEXT, smile VARCHAR(20) CHARACTER SET utf8mb4, latin CHAR(5) CHARACTER SET latin1, place POINT) ENGINE = InnoDB;
        INSERT INTO m.types (id) VALUES (1), (3);
        INSERT INTO m.types VALUES (
            2, 'alice', NULL, 16777216, 0.3, 1.5, 18446744073709551615, b'110', 'a', 'x,z', '2020-02-03', '2020-02-03 04:05:06.789012', '2020-02-03 04:05:06', '-100:00:00', 2000,
            X'6100', CONCAT(REPEAT('x', 5000), X'FF'), CONCAT(REPEAT('é', 5000), 'a'), _utf8mb4 X'F09F9880', _latin1 X'E9', ST_GeomFromText('POINT(1 2)'));
        CREATE TABLE m.big (id INT PRIMARY KEY, v INT) ENGINE = InnoDB;
        INSERT INTO m.big VALUES (1, 10);
        CREATE TABLE m.composite (tenant INT NOT NULL, code VARCHAR(10) CHARACTER SET latin1 NOT NULL, v INT, PRIMARY KEY (tenant, code)) ENGINE = InnoDB;
        INSERT INTO m.composite VALUES (1, 'a', 1), (1, 'b', 2), (2, 'a', 3), (2, 'c', 4);
        CREATE TABLE m.composite2 LIKE m.composite;
        INSERT INTO m.composite2 SELECT * FROM m.composite;
        CREATE TABLE m.binarykey (id BINARY(4) PRIMARY KEY, v INT) ENGINE = InnoDB;
        INSERT INTO m.binarykey VALUES (X'00FF0001', 1), (X'41420000', 2);
        CREATE TABLE m.textkey (id VARCHAR(20) CHARACTER SET utf8 COLLATE utf8_general_ci PRIMARY KEY, v INT) ENGINE = InnoDB;
        INSERT INTO m.textkey VALUES ('alpha', 1), ('béta', 2), ('', 3);
        CREATE TABLE m.texts (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20)) ENGINE = InnoDB;
        INSERT INTO m.texts VALUES (1, 'x', '||y');
        CREATE TABLE m.nokey (a INT, b VARCHAR(10)) ENGINE = InnoDB;
        INSERT INTO m.nokey VALUES (1, 'one'), (2, 'two'), (2, 'two'), (NULL, NULL), (3, 'three');
        CREATE TABLE m.parts (id INT PRIMARY KEY, v INT) ENGINE = InnoDB PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (100), PARTITION p2 VALUES LESS THAN (200));
        INSERT INTO m.parts VALUES (50, 1), (150, 2);
        CREATE TABLE m.isam (id INT PRIMARY KEY, v INT) ENGINE = MyISAM;
        INSERT INTO m.isam VALUES (1, 1), (2, 2);
        CREATE TABLE m.empty (id INT PRIMARY KEY) ENGINE = InnoDB;
        CREATE TABLE m.keyed (id INT NOT NULL PRIMARY KEY, v INT) ENGINE = InnoDB;
        CREATE TABLE m.spec (id INT NOT NULL, v INT NOT NULL DEFAULT 7, extra INT NULL, word VARCHAR(20) CHARACTER SET latin1,
            PRIMARY KEY (id), KEY by_word (word(5)), UNIQUE KEY one (id, v)) ENGINE = InnoDB COMMENT 'ours';
        CREATE TABLE m.parent (id INT PRIMARY KEY) ENGINE = InnoDB;
        CREATE TABLE m.child (id INT PRIMARY KEY, parent INT, CONSTRAINT child_of FOREIGN KEY (parent) REFERENCES m.parent (id) ON DELETE CASCADE) ENGINE = InnoDB;
        CREATE VIEW m.look AS SELECT id, v FROM m.big WHERE id < 11;
        INSERT INTO m.big SELECT id + 1, (id + 1) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 2, (id + 2) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 4, (id + 4) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 8, (id + 8) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 16, (id + 16) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 32, (id + 32) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 64, (id + 64) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 128, (id + 128) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 256, (id + 256) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 512, (id + 512) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 1024, (id + 1024) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 2048, (id + 2048) * 10 FROM m.big;
        INSERT INTO m.big SELECT id + 4096, (id + 4096) * 10 FROM m.big;
        """;

    private static readonly string[] Programs =
    [
        "CREATE TRIGGER m.watch BEFORE INSERT ON m.spec FOR EACH ROW SET NEW.v = NEW.v + 1",
        "CREATE PROCEDURE m.act(IN a INT) SELECT a + 1",
        "CREATE FUNCTION m.twice(a INT) RETURNS INT DETERMINISTIC NO SQL RETURN a * 2",
        "CREATE EVENT m.daily ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO DELETE FROM m.spec WHERE id = 1",
    ];

    private const string Newer = """
        ALTER TABLE m.types ADD COLUMN doc JSON;
        UPDATE m.types SET doc = '{"a": [1, 2]}' WHERE id = 2;
        CREATE TABLE m.hidden (id INT PRIMARY KEY, v INT, g INT AS (v * 2) STORED, w INT AS (v * 3) VIRTUAL, h INT DEFAULT 5 INVISIBLE) ENGINE = InnoDB;
        INSERT INTO m.hidden (id, v) VALUES (1, 1);
        CREATE TABLE m.checked (id INT PRIMARY KEY, CONSTRAINT positive CHECK (id > 0)) ENGINE = InnoDB;
        """;
}

public sealed class MutationsOfMySql56() : MutationFixture(EngineKind.Process, TestServer.MySql56, Positioning.Gtid);

public sealed class MutationsOfMariaDb1011() : MutationFixture(EngineKind.Process, TestServer.MariaDb1011, Positioning.File);

public sealed class MutationsOfMySql97() : MutationFixture(EngineKind.Process, TestServer.MySql97, Positioning.Gtid);
