using System.Text.Json;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>What was asked, in the state file.</summary>
internal static class SettingsJson
{
    public static byte[] Write(ReplicationSettings settings) => JsonFields.Write(writer => Write(writer, settings));

    public static void Write(Utf8JsonWriter writer, ReplicationSettings settings)
    {
        writer.WriteString(nameof(settings.Name), settings.Name);
        writer.WriteString(nameof(settings.BaseDirectory), settings.BaseDirectory);
        writer.WriteChoice(nameof(settings.Engine), settings.Engine);
        writer.WriteString(nameof(settings.Image), settings.Image);
        writer.WriteString(nameof(settings.Server), settings.Server);
        writer.WriteString(nameof(settings.ServerVersion), settings.ServerVersion);
        writer.WriteString(nameof(settings.ServerArchive), settings.ServerArchive);
        writer.WriteString(nameof(settings.ServerArchiveSha256), settings.ServerArchiveSha256);
        writer.WriteChoice(nameof(settings.Topology), settings.Topology);
        writer.WriteNumber(nameof(settings.Sources), settings.Sources);
        writer.WriteNumber(nameof(settings.Replicas), settings.Replicas);
        writer.WriteNumber(nameof(settings.FirstPort), settings.FirstPort);
        writer.WriteNumber(nameof(settings.SourcePort), settings.SourcePort);
        writer.WriteStartArray(nameof(settings.ReplicaPorts));
        foreach (var port in settings.ReplicaPorts)
            writer.WriteNumberValue(port);
        writer.WriteEndArray();
        writer.WriteString(nameof(settings.PublishAddress), settings.PublishAddress);
        writer.WriteString(nameof(settings.RootPassword), settings.RootPassword?.Reveal());
        writer.WriteString(nameof(settings.ReplicationUser), settings.ReplicationUser);
        writer.WriteString(nameof(settings.ReplicationPassword), settings.ReplicationPassword?.Reveal());
        writer.WriteChoice(nameof(settings.Positioning), settings.Positioning);
        writer.WriteTime(nameof(settings.Delay), settings.Delay);
        writer.WriteBoolean(nameof(settings.SemiSync), settings.SemiSync);
        writer.WriteBoolean(nameof(settings.Tls), settings.Tls);
        writer.WriteTexts(nameof(settings.ReplicateOnly), settings.ReplicateOnly);
        writer.WriteTexts(nameof(settings.ReplicateIgnore), settings.ReplicateIgnore);
        writer.WriteAll(nameof(settings.Choices), settings.Choices, Write);
        writer.WriteAll(nameof(settings.ServerOptions), settings.ServerOptions, Write);
        writer.WriteBoolean(nameof(settings.SkipDuplicateKeys), settings.SkipDuplicateKeys);
        writer.WriteBoolean(nameof(settings.Durable), settings.Durable);
        writer.WriteTime(nameof(settings.CacheAge), settings.CacheAge);
        writer.WriteNumber(nameof(settings.CacheSize), settings.CacheSize);
        writer.WriteTime(nameof(settings.StartTimeout), settings.StartTimeout);
        writer.WriteTime(nameof(settings.SyncTimeout), settings.SyncTimeout);
        writer.WriteChoice(nameof(settings.Verify), settings.Verify);
        writer.WriteString(nameof(settings.ComposeFolder), settings.ComposeFolder);
        writer.WriteString(nameof(settings.Report), settings.Report);
        writer.WriteString(nameof(settings.Replica), settings.Replica);
        writer.WriteChoice(nameof(settings.Repair), settings.Repair);
        writer.WriteBoolean(nameof(settings.Profile), settings.Profile);
    }

    public static ReplicationSettings Read(JsonElement json) => new()
    {
        Name = json.Needed(nameof(ReplicationSettings.Name)),
        BaseDirectory = json.Text(nameof(ReplicationSettings.BaseDirectory)),
        Engine = (EngineKind)json.NeededChoice(nameof(ReplicationSettings.Engine), typeof(EngineKind)),
        Image = json.Needed(nameof(ReplicationSettings.Image)),
        Server = json.Text(nameof(ReplicationSettings.Server)),
        ServerVersion = json.Text(nameof(ReplicationSettings.ServerVersion)),
        ServerArchive = json.Text(nameof(ReplicationSettings.ServerArchive)),
        ServerArchiveSha256 = json.Text(nameof(ReplicationSettings.ServerArchiveSha256)),
        Topology = (TopologyShape)json.NeededChoice(nameof(ReplicationSettings.Topology), typeof(TopologyShape)),
        Sources = json.Number(nameof(ReplicationSettings.Sources)),
        Replicas = json.NeededNumber(nameof(ReplicationSettings.Replicas)),
        FirstPort = json.NeededNumber(nameof(ReplicationSettings.FirstPort)),
        SourcePort = json.Number(nameof(ReplicationSettings.SourcePort)),
        ReplicaPorts = json.All(nameof(ReplicationSettings.ReplicaPorts), port => port.GetInt32()),
        PublishAddress = json.Needed(nameof(ReplicationSettings.PublishAddress)),
        RootPassword = json.Secret(nameof(ReplicationSettings.RootPassword)),
        ReplicationUser = json.Needed(nameof(ReplicationSettings.ReplicationUser)),
        ReplicationPassword = json.Secret(nameof(ReplicationSettings.ReplicationPassword)),
        Positioning = (Positioning)json.NeededChoice(nameof(ReplicationSettings.Positioning), typeof(Positioning)),
        Delay = json.NeededTime(nameof(ReplicationSettings.Delay)),
        SemiSync = json.Flag(nameof(ReplicationSettings.SemiSync)),
        Tls = json.Flag(nameof(ReplicationSettings.Tls)),
        ReplicateOnly = json.Texts(nameof(ReplicationSettings.ReplicateOnly)),
        ReplicateIgnore = json.Texts(nameof(ReplicationSettings.ReplicateIgnore)),
        Choices = json.All(nameof(ReplicationSettings.Choices), ReadChoice),
        ServerOptions = json.All(nameof(ReplicationSettings.ServerOptions), ReadOption),
        SkipDuplicateKeys = json.Flag(nameof(ReplicationSettings.SkipDuplicateKeys)),
        Durable = json.Flag(nameof(ReplicationSettings.Durable)),
        CacheAge = json.Time(nameof(ReplicationSettings.CacheAge)),
        CacheSize = json.Number(nameof(ReplicationSettings.CacheSize)),
        StartTimeout = json.NeededTime(nameof(ReplicationSettings.StartTimeout)),
        SyncTimeout = json.NeededTime(nameof(ReplicationSettings.SyncTimeout)),
        Verify = (VerifyLevel)json.NeededChoice(nameof(ReplicationSettings.Verify), typeof(VerifyLevel)),
        ComposeFolder = json.Text(nameof(ReplicationSettings.ComposeFolder)),
        Report = json.Text(nameof(ReplicationSettings.Report)),
        Replica = json.Text(nameof(ReplicationSettings.Replica)),
        Repair = (RepairMode)json.NeededChoice(nameof(ReplicationSettings.Repair), typeof(RepairMode)),
        Profile = json.Flag(nameof(ReplicationSettings.Profile)),
    };

    private static void Write(Utf8JsonWriter writer, ServerChoice choice)
    {
        writer.WriteString(nameof(choice.Server), choice.Server);
        writer.WriteString(nameof(choice.Image), choice.Image);
        writer.WriteString(nameof(choice.Program), choice.Program);
        writer.WriteString(nameof(choice.Version), choice.Version);
        writer.WriteTime(nameof(choice.Delay), choice.Delay);
    }

    private static ServerChoice ReadChoice(JsonElement json) => new(json.Needed(nameof(ServerChoice.Server)))
    {
        Image = json.Text(nameof(ServerChoice.Image)),
        Program = json.Text(nameof(ServerChoice.Program)),
        Version = json.Text(nameof(ServerChoice.Version)),
        Delay = json.Time(nameof(ServerChoice.Delay)),
    };

    private static void Write(Utf8JsonWriter writer, ServerOption option)
    {
        writer.WriteString(nameof(option.Name), option.Name);
        writer.WriteString(nameof(option.Value), option.Value);
        writer.WriteString(nameof(option.Server), option.Server);
    }

    private static ServerOption ReadOption(JsonElement json) =>
        new(json.Needed(nameof(ServerOption.Name)), json.Text(nameof(ServerOption.Value)), json.Text(nameof(ServerOption.Server)));
}
