using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Diagnostics;

/// <summary>From the number of an error by which a server refuses a statement to what to do about it.</summary>
internal static partial class StatementErrors
{
    /// <summary>What to do about it. Something can be done about every error, if only to start afresh.</summary>
    public static string Explain(int number) => number switch
    {
        1777 => "GTIDs are off there. Remove gtid_mode from --server-option, or ask for --positioning=file; then run --target=Teardown and start afresh.",
        1290 or 1836 => "An option forbids it. Remove that option from --server-option, or turn it off with SET GLOBAL, and run the same target again.",
        1045 => "Somebody changed root's password. Change it back, or run --target=Teardown and start afresh.",
        1044 or 1142 or 1227 or 1370 => "Somebody took a privilege from root. GRANT it again, or run --target=Teardown and start afresh.",
        1205 or 1213 or 3572 => "Another session holds a lock: SHOW FULL PROCESSLIST shows which. End it, and run the same target again.",
        1317 or 1927 or 3024 => "Somebody ended the statement. Run the same target again.",
        1198 or 1199 => "Somebody else changes replication at the same moment. Run the same target again.",
        1819 => "The server's password policy refuses the password: give another by --root-password or --replication-password, or remove the policy from --server-option.",
        1021 or 1114 => "The disk is full: make room where the base folder and the engine's data are.",
        1040 or 1203 => "The server has no connection left: ask for more with --server-option=max_connections=….",
        1053 => "The server is being stopped. Run --target=VerifySync: it starts what is down.",
        _ => "Mend what the server complains of and run the same target again, or run --target=Teardown and start afresh.",
    };

    /// <summary>Whether the server's words quote from the statement.</summary>
    public static bool QuotesStatement(string message) => Quotation().IsMatch(message);

    /// <summary>The server's words without what they quote from the statement.</summary>
    public static string WithoutStatement(string message) => Quotation().Replace(message, "");

    // 1064: ... the right syntax to use near '...' at line 1
    [GeneratedRegex(@" near '.*", RegexOptions.Singleline)]
    private static partial Regex Quotation();
}
