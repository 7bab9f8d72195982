using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>Whether the recorded replication account is there on the source, may do what it has to, and is what the replica uses.</summary>
internal static class AccountFindings
{
    private static readonly TimeSpan LoginLimit = TimeSpan.FromSeconds(5);

    private static readonly int[] Refusals = [1045, 1130, 1698];

    /// <returns>Whether it explains what the receiver reports.</returns>
    public static async Task<bool> AddAsync(FindingList findings, ExaminedLink link, CancellationToken cancellationToken)
    {
        var isExplained = false;
        await link.Source.AskAsync(async source =>
        {
            isExplained = await AddAccountAsync(findings, link, source, cancellationToken).ConfigureAwait(false);
            if (!isExplained)
                await AddTransportAsync(findings, link, source, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return isExplained;
    }

    private static async Task<bool> AddAccountAsync(FindingList findings, ExaminedLink link, ServerConnection source, CancellationToken cancellationToken)
    {
        var (replica, status, user) = (link.Replica.Name, link.Status, link.Topology.Asked.ReplicationUser);
        const string Remedy = "Run --target=Repair: it gives both ends the recorded account.";
        if (status.SourceUser != user)
        {
            findings.Error(replica, FindingKind.AccountRefused, $"{replica} connects as {status.SourceUser}, where {user} is recorded: somebody changed it.", Remedy, link.ReceiverEvidence, link.Link.Channel);
            return true;
        }

        var grants = await GrantsAsync(source, user, cancellationToken).ConfigureAwait(false);
        if (grants is null)
        {
            findings.Error(replica, FindingKind.AccountRefused, $"{source.Server.Name} has no account '{user}'@'%': somebody dropped it.", Remedy, link.ReceiverEvidence, link.Link.Channel);
            return true;
        }

        if (!grants.Any(grant => grant.Contains("REPLICATION SLAVE", StringComparison.Ordinal) || grant.Contains("ALL PRIVILEGES ON *.*", StringComparison.Ordinal)))
        {
            findings.Error(replica, FindingKind.PrivilegeMissing, $"The replication account '{user}'@'%' on {source.Server.Name} lacks its privilege.",
                "Run --target=Repair, or GRANT REPLICATION SLAVE ON *.* on the source.", [.. grants, .. link.ReceiverEvidence], link.Link.Channel);
            return true;
        }

        if (status.Receiver == "Yes" || !Refusals.Contains(status.ReceiverErrorNumber))
            return false;

        // Tried only after a refusal: a login fills the cache that caching_sha2_password keeps, and so would hide what it lacks.
        var refusal = await LoginAsync(source.Server, user, link.Topology.ReplicationPassword, cancellationToken).ConfigureAwait(false);
        findings.Error(
            replica,
            FindingKind.AccountRefused,
            refusal is null
                ? $"{replica} does not use the recorded password of '{user}', which {source.Server.Name} takes: a wrong password was configured on the replica."
                : $"{source.Server.Name} refuses the replication account '{user}': wrong password, or no account for the replica's host.",
            Remedy,
            [.. refusal is null ? Array.Empty<string>() : [$"with the recorded password, from here: {refusal}"], .. link.ReceiverEvidence],
            link.Link.Channel);
        return true;
    }

    /// <summary>What works only as long as the source remembers the account's password from an earlier login.</summary>
    private static async Task AddTransportAsync(FindingList findings, ExaminedLink link, ServerConnection source, CancellationToken cancellationToken)
    {
        if (link.Status is not { Receiver: "Yes", AsksForTls: false, AsksForPublicKey: false })
            return;
        var plugin = await source.ScalarAsync(
            "Reading the account's plugin", DiagnosticQueries.AccountPlugin(link.Topology.Asked.ReplicationUser), cancellationToken).ConfigureAwait(false);
        if (plugin == "caching_sha2_password")
        {
            findings.Warn(link.Replica.Name, FindingKind.AuthenticationPlugin,
                $"{link.Replica.Name} asks neither for TLS nor for the source's public key: its next login fails once {source.Server.Name} has forgotten the password.",
                "Run --target=Repair: it sets GET_SOURCE_PUBLIC_KEY = 1, and TLS where the source has it.", [$"the account's plugin is {plugin}"], link.Link.Channel);
        }
    }

    /// <summary>Null where there is no such account.</summary>
    private static async Task<IReadOnlyList<string>?> GrantsAsync(ServerConnection source, string user, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await source.RowsAsync("Reading the account's privileges", DiagnosticQueries.ShowGrants(user), cancellationToken).ConfigureAwait(false);
            return [.. rows.SelectMany(row => row.Values).OfType<string>()];
        }
        catch (MySqlReplicationException exception) when (exception.InnerException is MySqlException { ErrorCode: MySqlErrorCode.NonExistingGrant })
        {
            return null;
        }
    }

    /// <summary>Why the account is refused; null where it is not.</summary>
    private static async Task<string?> LoginAsync(RunningServer source, string user, Secret password, CancellationToken cancellationToken)
    {
        try
        {
            var account = source with { User = user, Password = password };
            await using var session = await ServerConnection.OpenAsync(account, LoginLimit, new Deadline(TimeProvider.System, LoginLimit), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (MySqlException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return exception.Message;
        }
    }
}
