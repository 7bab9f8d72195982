using Cake.MySqlReplication.IntegrationTests.Support;

namespace Cake.MySqlReplication.IntegrationTests.Growth;

/// <summary>What is easily lost or changed on its way from one server to another.</summary>
internal static class AwkwardData
{
    public const string Schema = "`awk``ward-é`";

    /// <summary>The tables whose rows must be the same on both servers.</summary>
    public static IReadOnlyList<string> Tables(string server) =>
    [
        .. new[] { "types", "child", "parent", "no_key", "parts", "audited", "audit" }.Select(table => $"{Schema}.{table}"),
        .. server == TestServer.MySql56 ? Array.Empty<string>() : [$"{Schema}.computed"],
        .. server == TestServer.MariaDb1011 ? [$"{Schema}.of_mariadb"] : Array.Empty<string>(),
        .. server == TestServer.MySql97 ? [$"{Schema}.of_mysql"] : Array.Empty<string>(),
    ];

    public static async Task WriteAsync(RunningServer source, string server)
    {
        await Client.ExecuteAsync(source, $"CREATE DATABASE {Schema} CHARACTER SET latin1");
        await Client.ExecuteAsync(source, $"USE {Schema}; SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';" + Everywhere);
        await Client.ExecuteAsync(source, "CREATE DATABASE awk; USE awk; CREATE TABLE t (id INT PRIMARY KEY); SET NAMES latin1; CREATE VIEW of_latin1 AS SELECT id FROM t; CREATE PROCEDURE plain () SELECT 1");
        foreach (var program in Programs)
            await Client.ExecuteAsync(source, $"USE {Schema}; SET SESSION sql_mode = 'ANSI_QUOTES'; {program}");
        if (server != TestServer.MySql56)
            await Client.ExecuteAsync(source, $"USE {Schema};" + Computed);
        if (server == TestServer.MariaDb1011)
            await Client.ExecuteAsync(source, $"USE {Schema};" + OfMariaDb);
        if (server == TestServer.MySql97)
            await Client.ExecuteAsync(source, $"USE {Schema};" + OfMySql);
        await Client.ExecuteAsync(source, Accounts(server));
    }

    private const string Everywhere = """
        CREATE TABLE types (
          id INT AUTO_INCREMENT PRIMARY KEY, bits BIT(13), bit1 BIT(1), tiny TINYINT(3) UNSIGNED ZEROFILL, big BIGINT UNSIGNED, exact DECIMAL(65,30),
          single FLOAT, single2 FLOAT(7,3), twofold DOUBLE, day DATE, moment DATETIME(6), stamp TIMESTAMP(3) NULL, time TIME(6), year YEAR,
          short CHAR(10), text VARCHAR(200), wide VARCHAR(50) CHARACTER SET utf8mb4, two VARCHAR(20) CHARACTER SET ucs2, four VARCHAR(20) CHARACTER SET utf32,
          japanese VARCHAR(20) CHARACTER SET sjis, fixed BINARY(8), bytes VARBINARY(600), blob1 LONGBLOB, text1 LONGTEXT,
          choice ENUM('a', '3', 'é'), several SET('x', 'y', 'z'), shape GEOMETRY, place POINT);
        INSERT INTO types (id) VALUES (1), (-5);
        INSERT INTO types VALUES (0, b'1000000000001', b'1', 7, 18446744073709551615, 12345678901234567890123456789012345.123456789012345678901234567890,
          0.1, 1234.567, 0.1, '0000-00-00', '2023-02-31 23:59:59.999999', '2024-03-31 02:30:00.123', '-838:59:59.000000', 0,
          '\\N', 'tab\t new\nline \\ back "quote" ''s NULL', '😀𝒳', 'ä€', '😀', 'ソ表', '\0\n\t\\', CONCAT(UNHEX('000102030405060708090A0B0C0D0E0F1A5C7F80FF'), '\\N'),
          REPEAT(UNHEX('00FF0A095C'), 60000), REPEAT('é\n', 60000), 'é', 'x,z', ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 10,0 0))'), ST_GeomFromText('POINT(1.1 -2.2)'));
        INSERT INTO types (single, single2, twofold, year, short, text, wide, blob1, text1, choice, several, stamp) VALUES
          (3.4028234e38, -9999.999, 1.7976931348623157e308, 2155, '', '', '', '', '', '', '', '1970-01-01 00:00:01'),
          (-1.17549435e-38, 0.001, -2.2250738585072014e-308, 1901, 'x  ', 'x  ', 'NULL', 'NULL', '\\', '3', 'y', '2038-01-19 03:14:07.999'),
          (16777217, 0, -0.0, 2000, 'é', 'ÿ', '\\', '\t', '\n', 'no member', 'x,y,z', NULL);
        CREATE TABLE parent (id INT PRIMARY KEY) ENGINE = InnoDB;
        CREATE TABLE child (id INT PRIMARY KEY, parent INT NOT NULL, FOREIGN KEY (parent) REFERENCES parent (id)) ENGINE = InnoDB;
        INSERT INTO parent VALUES (1), (2);
        INSERT INTO child VALUES (10, 1), (11, 2);
        CREATE TABLE no_key (a INT, b VARCHAR(5));
        INSERT INTO no_key VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL);
        CREATE TABLE parts (id INT, day DATE, PRIMARY KEY (id, day)) PARTITION BY RANGE (YEAR(day)) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE);
        INSERT INTO parts VALUES (1, '1999-12-31'), (2, '2024-02-29');
        CREATE TABLE audited (id INT PRIMARY KEY AUTO_INCREMENT, text VARCHAR(20)) AUTO_INCREMENT = 4242;
        CREATE TABLE audit (id INT PRIMARY KEY AUTO_INCREMENT, text VARCHAR(20));
        CREATE VIEW z_view AS SELECT id, text FROM audited;
        CREATE VIEW a_view AS SELECT z_view.id FROM z_view;
        """;

    private const string Computed = """
        CREATE TABLE computed (id INT PRIMARY KEY, twice INT GENERATED ALWAYS AS (id * 2) STORED, text VARCHAR(20), upper VARCHAR(20) GENERATED ALWAYS AS (UPPER(text)) VIRTUAL, document JSON, CHECK (id > 0));
        INSERT INTO computed (id, text, document) VALUES (1, 'a', '{"a": [1, 2.5, "x\\ny", null, true, "\\u00e9😀"]}'), (2, NULL, NULL);
        """;

    private const string OfMariaDb = """
        CREATE SEQUENCE numbers START WITH 10 INCREMENT BY 5;
        CREATE TABLE of_mariadb (id INT PRIMARY KEY DEFAULT (NEXTVAL(numbers)), hidden INT INVISIBLE DEFAULT 7, address INET6, name UUID, packed TEXT COMPRESSED);
        INSERT INTO of_mariadb (id, hidden, address, name, packed) VALUES (1, 8, '2001:db8::ff00:42:8329', '123e4567-e89b-12d3-a456-426655440000', REPEAT('é', 1000));
        INSERT INTO of_mariadb (address) VALUES (NULL);
        CREATE ROLE readers; GRANT SELECT ON *.* TO readers;
        """;

    private const string OfMySql = """
        CREATE TABLE of_mysql (id INT PRIMARY KEY, hidden INT INVISIBLE DEFAULT 7, vector VECTOR(3), place POINT NOT NULL SRID 4326, name VARCHAR(10), KEY ((LOWER(name))), SPATIAL KEY (place));
        INSERT INTO of_mysql (id, hidden, vector, place, name) VALUES (1, 8, STRING_TO_VECTOR('[1.5,-0.1,1e20]'), ST_GeomFromText('POINT(10 20)', 4326), 'A');
        CREATE ROLE readers; GRANT SELECT ON *.* TO readers;
        """;

    private static readonly string[] Programs =
    [
        "CREATE FUNCTION doubled (a INT) RETURNS INT DETERMINISTIC RETURN a * 2",
        "CREATE PROCEDURE speak () COMMENT 'né' BEGIN SET @spoken = 'é'; SELECT @spoken, \"id\" FROM parent; END",
        "CREATE TRIGGER after_insert AFTER INSERT ON audited FOR EACH ROW INSERT INTO audit (text) VALUES (CONCAT('seen ', NEW.text))",
        "INSERT INTO audited (text) VALUES ('one'), ('two')",
        "CREATE EVENT tick ON SCHEDULE EVERY 1 SECOND COMMENT 'ENABLE' DO INSERT INTO audit (text) VALUES ('tick')",
        "CREATE EVENT never ON SCHEDULE EVERY 1 SECOND DISABLE DO DELETE FROM audit",
    ];

    private static string Accounts(string server) =>
        $"""
        CREATE USER 'app'@'%' IDENTIFIED BY 'it''s \\ secret';
        GRANT SELECT, INSERT ON {Schema}.* TO 'app'@'%';
        CREATE USER 'narrow'@'localhost' IDENTIFIED BY 'x';
        GRANT SELECT (id), UPDATE (text) ON {Schema}.audited TO 'narrow'@'localhost';
        GRANT EXECUTE ON PROCEDURE awk.plain TO 'narrow'@'localhost';
        GRANT SELECT ON {Schema}.a_view TO 'narrow'@'localhost';
        """ + (server == TestServer.MySql56 ? "" : "GRANT readers TO 'app'@'%'; SET DEFAULT ROLE readers FOR 'app'@'%'")
            .Replace("FOR", server == TestServer.MySql97 ? "TO" : "FOR", StringComparison.Ordinal);
}
