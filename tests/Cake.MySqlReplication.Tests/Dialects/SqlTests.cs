using System.Text;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

/// <summary>
/// Quoting, read back by the rules of the manual, which were written down here anew:
/// https://dev.mysql.com/doc/refman/8.4/en/string-literals.html.
/// </summary>
public sealed class SqlTests
{
    private static readonly Dictionary<char, char> Escapes = new()
    {
        ['0'] = '\0', ['b'] = '\b', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t', ['Z'] = '\x1a',
    };

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("back\\slash", "'back\\\\slash'")]
    [InlineData("", "''")]
    public void A_literal_is_quoted(string text, string literal) => Assert.Equal(literal, Sql.Literal(text));

    [Fact]
    public void A_server_reads_a_literal_as_the_text_that_it_was_made_of() =>
        Assert.All(Some.HostileTexts(), text => Assert.Equal((text, ""), ReadLiteral(Sql.Literal(text))));

    [Fact]
    public void An_account_is_two_literals() =>
        Assert.All(Some.HostileTexts(), text =>
        {
            var (user, rest) = ReadLiteral(Sql.Account(text, "%"));
            Assert.Equal((text, "@'%'"), (user, rest));
        });

    [Fact]
    public void A_server_reads_a_name_as_the_text_that_it_was_made_of() =>
        Assert.All(Some.HostileTexts(), text =>
        {
            Assert.Equal((text, ""), ReadQuoted(Sql.Identifier(text), '`', _ => null));
            Assert.Equal((text, ".`t`"), ReadQuoted(Sql.Identifier(text, "t"), '`', _ => null));
        });

    private static (string Text, string After) ReadLiteral(string sql) =>
        ReadQuoted(sql, '\'', following => Escapes.TryGetValue(following, out var meant) ? $"{meant}" : following is '%' or '_' ? $"\\{following}" : $"{following}");

    /// <summary>What stands between quotes, and what follows the closing one.</summary>
    private static (string Text, string After) ReadQuoted(string sql, char quote, Func<char, string?> escape)
    {
        Assert.Equal(quote, sql[0]);
        var text = new StringBuilder();
        for (var at = 1; at < sql.Length; at++)
        {
            if (sql[at] == quote && (at + 1 == sql.Length || sql[at + 1] != quote))
                return (text.ToString(), sql[(at + 1)..]);
            if (sql[at] == quote)
                text.Append(sql[++at]);
            else if (sql[at] == '\\' && at + 1 < sql.Length && escape(sql[at + 1]) is { } meant)
                (_, at) = (text.Append(meant), at + 1);
            else
                text.Append(sql[at]);
        }

        throw new FormatException($"The closing quote is missing: {sql}");
    }
}
