using System.Text.Json;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>The record of what all servers of a topology share on this machine.</summary>
internal static class ProcessSiteJson
{
    public static void Write(Utf8JsonWriter writer, ProcessSite site)
    {
        writer.WriteStartObject(nameof(site.Installation));
        Write(writer, site.Installation);
        writer.WriteEndObject();
        writer.WriteMap(nameof(site.Others), site.Others, Write);
        if (site.Account is { } account)
        {
            writer.WriteStartObject(nameof(site.Account));
            writer.WriteString(nameof(account.Name), account.Name);
            writer.WriteNumber(nameof(account.UserId), account.UserId);
            writer.WriteNumber(nameof(account.GroupId), account.GroupId);
            writer.WriteEndObject();
        }

        writer.WriteString(nameof(site.PrivateFolder), site.PrivateFolder);
        writer.WriteBoolean(nameof(site.KeepsDataPrivate), site.KeepsDataPrivate);
    }

    public static ProcessSite Read(JsonElement json) => new()
    {
        Installation = ReadInstallation(json.NeededField(nameof(ProcessSite.Installation))),
        Others = json.Map(nameof(ProcessSite.Others), ReadInstallation),
        Account = json.Field(nameof(ProcessSite.Account)) is { } account
            ? new ServerAccount(
                account.Needed(nameof(ServerAccount.Name)),
                account.NeededNumber(nameof(ServerAccount.UserId)),
                account.NeededNumber(nameof(ServerAccount.GroupId)))
            : null,
        PrivateFolder = json.Text(nameof(ProcessSite.PrivateFolder)),
        KeepsDataPrivate = json.Flag(nameof(ProcessSite.KeepsDataPrivate)),
    };

    private static void Write(Utf8JsonWriter writer, ServerInstallation installation)
    {
        writer.WriteVersion(nameof(installation.Version), installation.Version);
        writer.WriteString(nameof(installation.Server), installation.Server);
        writer.WriteString(nameof(installation.Origin), installation.Origin);
        writer.WriteString(nameof(installation.Clients), installation.Clients);
        writer.WriteTexts(nameof(installation.Loader), installation.Loader);
        writer.WriteMap(nameof(installation.Variables), installation.Variables);
        writer.WriteTexts(nameof(installation.Options), installation.Options);
    }

    private static ServerInstallation ReadInstallation(JsonElement json) => new()
    {
        Version = json.NeededVersion(nameof(ServerInstallation.Version)),
        Server = json.Needed(nameof(ServerInstallation.Server)),
        Origin = json.Needed(nameof(ServerInstallation.Origin)),
        Clients = json.Text(nameof(ServerInstallation.Clients)),
        Loader = json.Texts(nameof(ServerInstallation.Loader)),
        Variables = json.Map(nameof(ServerInstallation.Variables), value => value.GetString() ?? ""),
        Options = json.Texts(nameof(ServerInstallation.Options)),
    };
}
