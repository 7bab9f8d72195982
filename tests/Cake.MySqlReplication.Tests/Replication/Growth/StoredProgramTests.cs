using Cake.MySqlReplication.Replication.Growth;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication.Growth;

public sealed class StoredProgramTests
{
    [Fact]
    public void A_program_is_made_in_a_session_as_that_in_which_it_was_made()
    {
        var program = Program("Create Procedure", "CREATE PROCEDURE p () SELECT 1");
        Assert.Equal("SET SESSION sql_mode = 'ANSI_QUOTES', character_set_client = 'latin1', collation_connection = 'latin1_swedish_ci'", program.SetSession);
        Assert.Equal("CREATE PROCEDURE p () SELECT 1", program.Definition);
    }

    [Fact]
    public void A_text_that_is_sent_as_utf8mb4_is_not_said_to_be_in_another_character_set() =>
        Assert.Equal("SET SESSION sql_mode = 'ANSI_QUOTES', collation_connection = 'latin1_swedish_ci'", Program("SQL Original Statement", "CREATE TRIGGER é").SetSession);

    private static StoredProgram Program(string column, string definition) => StoredProgram.Of("d", "p", new Dictionary<string, string?>
    {
        ["Name"] = "p",
        ["sql_mode"] = "ANSI_QUOTES",
        [column] = definition,
        ["character_set_client"] = "latin1",
        ["collation_connection"] = "latin1_swedish_ci",
        ["Created"] = "2024-01-01",
    });
}
