using Cake.MySqlReplication.IntegrationTests.Support;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>A change of a replica behind replication's back, which a verification must find.</summary>
/// <param name="Name">What is changed, in words.</param>
/// <param name="Change">The statements that change the replica.</param>
/// <param name="Mend">The statements after which it is as before.</param>
/// <param name="Expected">What the verdict must say.</param>
internal sealed record Mutation(string Name, string Change, string Mend, params string[] Expected)
{
    /// <summary>The servers that know what is changed; null for all.</summary>
    public string[]? Servers { get; init; }

    public bool IsFor(string server) => Servers is null || Servers.Contains(server);

    public static IReadOnlyList<Mutation> All { get; } = [.. Rows(), .. Types(), .. Schemas()];

    private static string[] NotOld => [TestServer.MySql97, TestServer.MariaDb1011];

    private static Mutation Value(string name, string column, string to, params string[] expected) =>
        new(name, $"UPDATE m.types SET {column} = {to} WHERE id = 2", "REPLACE INTO m.types SELECT * FROM m.spare",
            ["The rows of m.types on slave are not those of master: any id.", $"id = 2: {column} is ", .. expected]);

    private static IEnumerable<Mutation> Rows() =>
    [
        new("a row is missing", "DELETE FROM m.big WHERE id = 3", "INSERT INTO m.big VALUES (3, 30)",
            "The rows of m.big on slave are not those of master: id up to 1000.", "id = 3 is missing on slave"),
        new("a row too much", "INSERT INTO m.big VALUES (2500000, 1)", "DELETE FROM m.big WHERE id = 2500000", "id = 2500000 is on slave only", "m.big"),
        new("a row of a later chunk", "UPDATE m.big SET v = -1 WHERE id = 5500", "UPDATE m.big SET v = 55000 WHERE id = 5500",
            "m.big on slave", "id after 5000", "id = 5500: v is '55000' on master, '-1' on slave"),
        new("the last row", "DELETE FROM m.big WHERE id = 8192", "INSERT INTO m.big VALUES (8192, 81920)", "id = 8192 is missing on slave"),
        new("values that two rows have swapped", "UPDATE m.big SET v = 30 - v + 40 WHERE id IN (3, 4)", "UPDATE m.big SET v = id * 10 WHERE id IN (3, 4)",
            "id = 3: v is '30' on master, '40' on slave", "id = 4: v is '40' on master, '30' on slave"),
        new("keys that two rows have swapped", "UPDATE m.big SET id = 0 WHERE id = 3; UPDATE m.big SET id = 3 WHERE id = 4; UPDATE m.big SET id = 4 WHERE id = 0",
            "UPDATE m.big SET v = id * 10 WHERE id IN (3, 4)", "id = 3: v is '30' on master, '40' on slave"),
        new("text that has moved into the next column", "UPDATE m.texts SET a = 'x|', b = '|y' WHERE id = 1", "UPDATE m.texts SET a = 'x', b = '||y' WHERE id = 1", "m.texts"),
        new("an emptied table", "DELETE FROM m.composite", "INSERT INTO m.composite SELECT * FROM m.composite2", "m.composite on slave", "(tenant, code) = (1, 'a') is missing on slave"),
        new("a row by a key of two columns", "UPDATE m.composite SET v = 9 WHERE tenant = 2 AND code = 'c'", "UPDATE m.composite SET v = 4 WHERE tenant = 2 AND code = 'c'",
            "(tenant, code) = (2, 'c'): v is '4' on master, '9' on slave"),
        new("a row by a binary key", "UPDATE m.binarykey SET v = 9 WHERE id = X'00FF0001'", "UPDATE m.binarykey SET v = 1 WHERE id = X'00FF0001'",
            "id = 0x00FF0001: v is '1' on master, '9' on slave"),
        new("a key that differs in case only", "UPDATE m.textkey SET id = 'ALPHA' WHERE id = 'alpha'", "UPDATE m.textkey SET id = 'alpha' WHERE id = 'alpha'",
            "id = 'alpha' is missing on slave", "id = 'ALPHA' is on slave only"),
        new("a row of a table without a key", "UPDATE m.nokey SET b = 'changed' WHERE a = 1", "UPDATE m.nokey SET b = 'one' WHERE a = 1",
            "m.nokey on slave are not those of master: all rows.", "(a = '1', b = 'one') is there 1 time(s) on master, 0 time(s) on slave"),
        new("a twin that is missing", "DELETE FROM m.nokey WHERE a = 2 LIMIT 1", "INSERT INTO m.nokey VALUES (2, 'two')",
            "(a = '2', b = 'two') is there 2 time(s) on master, 1 time(s) on slave"),
        new("twins in place of other twins", "UPDATE m.nokey SET a = 4 WHERE a = 2", "UPDATE m.nokey SET a = 2 WHERE a = 4", "m.nokey", "(a = '4', b = 'two') is there 0 time(s) on master, 2 time(s) on slave"),
        new("a row of a partitioned table", "UPDATE m.parts SET v = 9 WHERE id = 150", "UPDATE m.parts SET v = 2 WHERE id = 150", "m.parts", "id = 150: v is '2' on master, '9' on slave"),
        new("a row of a table without transactions", "UPDATE m.isam SET v = 9 WHERE id = 1", "UPDATE m.isam SET v = 1 WHERE id = 1", "m.isam", "id = 1: v is '1' on master, '9' on slave"),
        new("the value of an invisible column", "UPDATE m.hidden SET h = 9 WHERE id = 1", "UPDATE m.hidden SET h = 5 WHERE id = 1", "m.hidden", "h is '5' on master, '9' on slave")
            { Servers = NotOld },
        new("the base of generated columns", "UPDATE m.hidden SET v = 9 WHERE id = 1", "UPDATE m.hidden SET v = 1 WHERE id = 1", "m.hidden", "v is '1' on master, '9' on slave; g is '2' on master, '18' on slave")
            { Servers = NotOld },
    ];

    private static IEnumerable<Mutation> Types() =>
    [
        Value("upper case", "name", "'ALICE'", "'alice' on master, 'ALICE' on slave"),
        Value("a space at the end", "name", "'alice '", "'alice ' on slave"),
        Value("an empty text in place of NULL", "nothing", "''", "NULL on master, '' on slave"),
        Value("a FLOAT that is shown alike", "f", "16777215"),
        Value("a DOUBLE's last bit", "d", "0.30000000000000004"),
        Value("a DECIMAL", "price", "1.51"),
        Value("an unsigned number", "u", "18446744073709551614"),
        Value("bits", "flags", "b'101'", "'5' on slave"),
        Value("an ENUM's empty text", "kind", "''"),
        Value("a SET", "tags", "'x,y'", "'x,z' on master, 'x,y' on slave"),
        Value("a zero date", "born", "'0000-00-00'", "'0000-00-00' on slave"),
        Value("microseconds", "seen", "'2020-02-03 04:05:06.789013'"),
        Value("a TIMESTAMP", "stamp", "'2020-02-03 04:05:07'"),
        Value("a TIME", "t", "'-100:00:01'"),
        Value("a YEAR", "y", "2001"),
        Value("a NUL", "raw", "X'61'", "0x6100"),
        Value("a byte of a BLOB", "bytes", "CONCAT(REPEAT('x', 5000), X'FE')"),
        Value("the end of a long TEXT", "note", "CONCAT(REPEAT('é', 5000), 'b')"),
        Value("a character of four bytes", "smile", "_utf8mb4 X'F09F9881'"),
        Value("a character of Latin 1", "latin", "_latin1 X'E8'"),
        Value("a point", "place", "ST_GeomFromText('POINT(1 3)')"),
        Value("JSON", "doc", """'{"a": [1, 3]}'""") with { Servers = NotOld },
    ];

    private static IEnumerable<Mutation> Schemas() =>
    [
        new("a column is missing", "ALTER TABLE m.spec DROP COLUMN extra", "ALTER TABLE m.spec ADD COLUMN extra INT NULL AFTER v", "The column m.spec.extra of master is missing on slave"),
        new("a column too much", "ALTER TABLE m.spec ADD COLUMN own INT", "ALTER TABLE m.spec DROP COLUMN own", "The column m.spec.own on slave is not on master"),
        new("a type", "ALTER TABLE m.spec MODIFY extra BIGINT NULL", "ALTER TABLE m.spec MODIFY extra INT NULL", "The column m.spec.extra differs in COLUMN_TYPE: 'int' on master, 'bigint' on slave."),
        new("a default", "ALTER TABLE m.spec ALTER v SET DEFAULT 8", "ALTER TABLE m.spec ALTER v SET DEFAULT 7", "The column m.spec.v differs in COLUMN_DEFAULT: '7' on master, '8' on slave."),
        new("an empty default in place of none", "ALTER TABLE m.spec ALTER word SET DEFAULT ''", "ALTER TABLE m.spec MODIFY word VARCHAR(20) CHARACTER SET latin1", "The column m.spec.word differs in COLUMN_DEFAULT"),
        new("NULL allowed", "ALTER TABLE m.spec MODIFY v INT NULL DEFAULT 7", "ALTER TABLE m.spec MODIFY v INT NOT NULL DEFAULT 7", "The column m.spec.v differs in IS_NULLABLE"),
        new("a collation", "ALTER TABLE m.spec MODIFY word VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin", "ALTER TABLE m.spec MODIFY word VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci",
            "The column m.spec.word differs in COLLATION_NAME: 'latin1_swedish_ci' on master, 'latin1_bin' on slave."),
        new("a comment", "ALTER TABLE m.spec COMMENT 'mine'", "ALTER TABLE m.spec COMMENT 'ours'", "The table m.spec differs in TABLE_COMMENT: 'ours' on master, 'mine' on slave."),
        new("an index is missing", "ALTER TABLE m.spec DROP INDEX by_word", "ALTER TABLE m.spec ADD INDEX by_word (word(5))", "The index m.spec.by_word of master is missing on slave"),
        new("an index too much", "ALTER TABLE m.spec ADD INDEX own (v)", "ALTER TABLE m.spec DROP INDEX own", "The index m.spec.own on slave is not on master"),
        new("a unique index that is none", "ALTER TABLE m.spec DROP INDEX one, ADD INDEX one (id, v)", "ALTER TABLE m.spec DROP INDEX one, ADD UNIQUE INDEX one (id, v)", "The index m.spec.one differs in NON_UNIQUE"),
        new("the length of an index's prefix", "ALTER TABLE m.spec DROP INDEX by_word, ADD INDEX by_word (word(6))", "ALTER TABLE m.spec DROP INDEX by_word, ADD INDEX by_word (word(5))", "The index m.spec.by_word differs in SUB_PART"),
        new("a primary key is missing", "ALTER TABLE m.keyed DROP PRIMARY KEY", "ALTER TABLE m.keyed ADD PRIMARY KEY (id)", "The index m.keyed.PRIMARY of master is missing on slave"),
        new("a foreign key is missing", "ALTER TABLE m.child DROP FOREIGN KEY child_of", "ALTER TABLE m.child ADD CONSTRAINT child_of FOREIGN KEY (parent) REFERENCES m.parent (id) ON DELETE CASCADE",
            "The foreign key m.child.child_of of master is missing on slave"),
        new("a foreign key's rule", "ALTER TABLE m.child DROP FOREIGN KEY child_of; ALTER TABLE m.child ADD CONSTRAINT child_of FOREIGN KEY (parent) REFERENCES m.parent (id)",
            "ALTER TABLE m.child DROP FOREIGN KEY child_of; ALTER TABLE m.child ADD CONSTRAINT child_of FOREIGN KEY (parent) REFERENCES m.parent (id) ON DELETE CASCADE",
            "The foreign key's rule m.child.child_of differs in DELETE_RULE: 'CASCADE' on master"),
        new("a check", "ALTER TABLE m.checked DROP CONSTRAINT positive; ALTER TABLE m.checked ADD CONSTRAINT positive CHECK (id > 1)",
            "ALTER TABLE m.checked DROP CONSTRAINT positive; ALTER TABLE m.checked ADD CONSTRAINT positive CHECK (id > 0)", "The check m.positive differs in CHECK_CLAUSE") { Servers = NotOld },
        new("a generated column's expression", "ALTER TABLE m.hidden MODIFY g INT AS (v + v) STORED", "ALTER TABLE m.hidden MODIFY g INT AS (v * 2) STORED", "The column m.hidden.g differs in GENERATION_EXPRESSION")
            { Servers = NotOld },
        new("an invisible column that is visible", "ALTER TABLE m.hidden MODIFY h INT DEFAULT 5", "ALTER TABLE m.hidden MODIFY h INT DEFAULT 5 INVISIBLE", "The column m.hidden.h differs in EXTRA: 'invisible' on master, '' on slave.")
            { Servers = NotOld },
        new("a partition too much", "ALTER TABLE m.parts ADD PARTITION (PARTITION p3 VALUES LESS THAN (300))", "ALTER TABLE m.parts DROP PARTITION p3", "The partition m.parts.p3 on slave is not on master"),
        new("another engine", "ALTER TABLE m.spec ENGINE = MyISAM", "ALTER TABLE m.spec ENGINE = InnoDB", "The table m.spec differs in ENGINE: 'InnoDB' on master, 'MyISAM' on slave."),
        new("a view", "ALTER VIEW m.look AS SELECT id, v FROM m.big WHERE id < 10", "ALTER VIEW m.look AS SELECT id, v FROM m.big WHERE id < 11", "The view m.look differs in VIEW_DEFINITION: "),
        new("a view is missing", "DROP VIEW m.look", "CREATE VIEW m.look AS SELECT id, v FROM m.big WHERE id < 11", "m.look of master is missing on slave"),
        new("a trigger is missing", "DROP TRIGGER m.watch", "CREATE TRIGGER m.watch BEFORE INSERT ON m.spec FOR EACH ROW SET NEW.v = NEW.v + 1", "The trigger m.spec.watch of master is missing on slave"),
        new("a trigger", "DROP TRIGGER m.watch; CREATE TRIGGER m.watch BEFORE INSERT ON m.spec FOR EACH ROW SET NEW.v = NEW.v + 2",
            "DROP TRIGGER m.watch; CREATE TRIGGER m.watch BEFORE INSERT ON m.spec FOR EACH ROW SET NEW.v = NEW.v + 1", "The trigger m.spec.watch differs in ACTION_STATEMENT: "),
        new("a procedure", "DROP PROCEDURE m.act; CREATE PROCEDURE m.act(IN a INT) SELECT a + 2", "DROP PROCEDURE m.act; CREATE PROCEDURE m.act(IN a INT) SELECT a + 1", "The procedure m.act differs in ROUTINE_DEFINITION: "),
        new("a procedure's parameter", "DROP PROCEDURE m.act; CREATE PROCEDURE m.act(IN a BIGINT) SELECT a + 1", "DROP PROCEDURE m.act; CREATE PROCEDURE m.act(IN a INT) SELECT a + 1", "The parameter 1 of m.act differs in DTD_IDENTIFIER: 'int' on master, 'bigint' on slave."),
        new("a function is missing", "DROP FUNCTION m.twice", "CREATE FUNCTION m.twice(a INT) RETURNS INT DETERMINISTIC NO SQL RETURN a * 2", "The function m.twice of master is missing on slave"),
        new("an event", "ALTER EVENT m.daily DO DELETE FROM m.spec WHERE id = 2", "ALTER EVENT m.daily DO DELETE FROM m.spec WHERE id = 1", "The event m.daily differs in EVENT_DEFINITION: "),
        new("an event is missing", "DROP EVENT m.daily", "CREATE EVENT m.daily ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO DELETE FROM m.spec WHERE id = 1", "The event m.daily of master is missing on slave"),
        new("a table is missing", "DROP TABLE m.empty", "CREATE TABLE m.empty (id INT PRIMARY KEY) ENGINE = InnoDB", "The table m.empty of master is missing on slave"),
        new("a table too much", "CREATE TABLE m.own (id INT PRIMARY KEY)", "DROP TABLE m.own", "The table m.own on slave is not on master"),
        new("an empty schema is missing", "DROP DATABASE nothing", "CREATE DATABASE nothing CHARACTER SET latin1", "The schema nothing of master is missing on slave"),
        new("a schema too much", "CREATE DATABASE own; CREATE TABLE own.t (id INT PRIMARY KEY)", "DROP DATABASE own", "The schema own on slave is not on master"),
        new("a schema's character set", "ALTER DATABASE nothing CHARACTER SET utf8mb4", "ALTER DATABASE nothing CHARACTER SET latin1", "The schema nothing differs in DEFAULT_CHARACTER_SET_NAME: 'latin1' on master, 'utf8mb4' on slave."),
    ];
}
