namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>A table of information_schema that describes one kind of object, and which of its columns count.</summary>
/// <param name="Kind">What it describes, as messages call it.</param>
/// <param name="View">The table of information_schema.</param>
/// <param name="Schema">The column that holds the object's schema.</param>
/// <param name="Table">The column that holds what the object belongs to; null where it belongs to nothing.</param>
/// <param name="Name">The column that holds its name.</param>
/// <param name="Order">By what several rows of one object are ordered.</param>
/// <param name="Attributes">The columns that have to be equal on every server that has them.</param>
internal sealed record SchemaCategory(
    string Kind, string View, string Schema, string? Table, string Name, string Order, IReadOnlyList<string> Attributes)
{
    /// <summary>The columns that every release series writes in a way of its own; they are compared within one series only.</summary>
    public IReadOnlyList<string> SeriesAttributes { get; init; } = [];

    /// <summary>The rows that count; null for all.</summary>
    public string? Condition { get; init; }

    /// <summary>All kinds of objects, containers before what they hold. Counters such as AUTO_INCREMENT, and statistics, do not count.</summary>
    public static IReadOnlyList<SchemaCategory> All { get; } =
    [
        new("schema", "SCHEMATA", "SCHEMA_NAME", null, "SCHEMA_NAME", "SCHEMA_NAME",
            ["DEFAULT_CHARACTER_SET_NAME", "DEFAULT_COLLATION_NAME"]),
        new("table", "TABLES", "TABLE_SCHEMA", null, "TABLE_NAME", "TABLE_NAME",
            ["TABLE_TYPE", "ENGINE", "TABLE_COLLATION", "TABLE_COMMENT"]) { SeriesAttributes = ["ROW_FORMAT", "CREATE_OPTIONS"] },
        new("column", "COLUMNS", "TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "ORDINAL_POSITION",
            ["ORDINAL_POSITION", "COLUMN_TYPE", "IS_NULLABLE", "COLUMN_DEFAULT", "CHARACTER_SET_NAME", "COLLATION_NAME", "EXTRA", "COLUMN_COMMENT", "SRS_ID"])
            { SeriesAttributes = ["GENERATION_EXPRESSION"] },
        new("index", "STATISTICS", "TABLE_SCHEMA", "TABLE_NAME", "INDEX_NAME", "SEQ_IN_INDEX",
            ["COLUMN_NAME", "NON_UNIQUE", "SUB_PART", "INDEX_TYPE", "INDEX_COMMENT", "IS_VISIBLE", "IGNORED"])
            { SeriesAttributes = ["COLLATION", "EXPRESSION"] },
        new("constraint", "TABLE_CONSTRAINTS", "TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME", "CONSTRAINT_TYPE",
            ["CONSTRAINT_TYPE", "ENFORCED"]),
        new("foreign key", "KEY_COLUMN_USAGE", "TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME", "ORDINAL_POSITION",
            ["COLUMN_NAME", "REFERENCED_TABLE_SCHEMA", "REFERENCED_TABLE_NAME", "REFERENCED_COLUMN_NAME"]) { Condition = "REFERENCED_TABLE_NAME IS NOT NULL" },
        new("foreign key's rule", "REFERENTIAL_CONSTRAINTS", "CONSTRAINT_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME", "CONSTRAINT_NAME",
            ["UPDATE_RULE", "DELETE_RULE", "MATCH_OPTION"]),
        new("check", "CHECK_CONSTRAINTS", "CONSTRAINT_SCHEMA", null, "CONSTRAINT_NAME", "CHECK_CLAUSE", []) { SeriesAttributes = ["TABLE_NAME", "CHECK_CLAUSE"] },
        new("partition", "PARTITIONS", "TABLE_SCHEMA", "TABLE_NAME", "PARTITION_NAME", "PARTITION_ORDINAL_POSITION, SUBPARTITION_ORDINAL_POSITION",
            ["PARTITION_ORDINAL_POSITION", "SUBPARTITION_NAME", "PARTITION_METHOD", "SUBPARTITION_METHOD", "PARTITION_DESCRIPTION", "PARTITION_COMMENT"])
            { SeriesAttributes = ["PARTITION_EXPRESSION", "SUBPARTITION_EXPRESSION"], Condition = "PARTITION_NAME IS NOT NULL" },
        new("view", "VIEWS", "TABLE_SCHEMA", null, "TABLE_NAME", "TABLE_NAME",
            ["CHECK_OPTION", "DEFINER", "SECURITY_TYPE", "CHARACTER_SET_CLIENT", "COLLATION_CONNECTION"]) { SeriesAttributes = ["VIEW_DEFINITION", "ALGORITHM"] },
        new("trigger", "TRIGGERS", "TRIGGER_SCHEMA", "EVENT_OBJECT_TABLE", "TRIGGER_NAME", "TRIGGER_NAME",
            ["EVENT_MANIPULATION", "ACTION_TIMING", "ACTION_STATEMENT", "DEFINER", "CHARACTER_SET_CLIENT", "COLLATION_CONNECTION", "DATABASE_COLLATION"])
            { SeriesAttributes = ["ACTION_ORDER", "SQL_MODE"] },
        new("routine", "ROUTINES", "ROUTINE_SCHEMA", "ROUTINE_TYPE", "ROUTINE_NAME", "ROUTINE_NAME",
            [
                "DTD_IDENTIFIER", "ROUTINE_DEFINITION", "IS_DETERMINISTIC", "SQL_DATA_ACCESS", "SECURITY_TYPE", "ROUTINE_COMMENT", "DEFINER",
                "CHARACTER_SET_CLIENT", "COLLATION_CONNECTION", "DATABASE_COLLATION",
            ]) { SeriesAttributes = ["SQL_MODE"] },
        new("parameter", "PARAMETERS", "SPECIFIC_SCHEMA", "SPECIFIC_NAME", "ORDINAL_POSITION", "ROUTINE_TYPE",
            ["ROUTINE_TYPE", "PARAMETER_MODE", "PARAMETER_NAME", "DTD_IDENTIFIER", "CHARACTER_SET_NAME", "COLLATION_NAME"]),
        new("event", "EVENTS", "EVENT_SCHEMA", null, "EVENT_NAME", "EVENT_NAME",
            [
                "DEFINER", "TIME_ZONE", "EVENT_DEFINITION", "EVENT_TYPE", "EXECUTE_AT", "INTERVAL_VALUE", "INTERVAL_FIELD", "STARTS", "ENDS", "STATUS",
                "ON_COMPLETION", "EVENT_COMMENT", "CHARACTER_SET_CLIENT", "COLLATION_CONNECTION", "DATABASE_COLLATION",
            ]) { SeriesAttributes = ["SQL_MODE"] },
    ];
}
