using Cake.MySqlReplication.Replication.Repairs;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication;

public sealed class ReplicaLossTests
{
    [Theory]
    [InlineData("Xid", "COMMIT /* xid=5 */", true)]
    [InlineData("Query", "COMMIT", true)]
    [InlineData("Query", "use `d`; CREATE TABLE t (id INT)", true)]
    [InlineData("Query", "BEGIN", false)]
    [InlineData("Write_rows", "table_id: 70 flags: STMT_END_F", false)]
    [InlineData("Gtid", "SET @@SESSION.GTID_NEXT= 'u:1'", false)]
    public void A_transaction_counts_once_in_a_binary_log(string type, string text, bool counts) =>
        Assert.Equal(counts, ReplicaLoss.IsEndOfTransaction(type, text));
}
