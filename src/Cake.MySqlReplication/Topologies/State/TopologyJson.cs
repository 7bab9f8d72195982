using System.Text.Json;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>The topology, in the state file.</summary>
internal static class TopologyJson
{
    public static byte[] Write(Topology topology) => JsonFields.Write(writer => Write(writer, topology));

    /// <exception cref="JsonException">It is no topology.</exception>
    public static Topology Read(byte[] json) => JsonFields.Read(json, Read);

    private static void Write(Utf8JsonWriter writer, Topology topology)
    {
        writer.WriteNumber(nameof(topology.Format), topology.Format);
        writer.WriteStartObject(nameof(topology.Paths));
        writer.WriteString(nameof(topology.Paths.Base), topology.Paths.Base);
        writer.WriteEndObject();
        writer.WriteBoolean(nameof(topology.WroteIgnoreFile), topology.WroteIgnoreFile);
        writer.WriteStartObject(nameof(topology.Asked));
        SettingsJson.Write(writer, topology.Asked);
        writer.WriteEndObject();
        writer.WriteChoice(nameof(topology.Positioning), topology.Positioning);
        writer.WriteString(nameof(topology.RootPassword), topology.RootPassword.Reveal());
        writer.WriteString(nameof(topology.InitialPassword), topology.InitialPassword.Reveal());
        writer.WriteString(nameof(topology.ReplicationPassword), topology.ReplicationPassword.Reveal());
        writer.WriteAll(nameof(topology.Servers), topology.Servers, Write);
        writer.WriteAll(nameof(topology.Links), topology.Links, Write);
        if (topology.Promotion is not { } promotion)
            return;
        writer.WriteStartObject(nameof(topology.Promotion));
        Write(writer, promotion);
        writer.WriteEndObject();
    }

    private static Topology Read(JsonElement json) => new()
    {
        Format = json.NeededNumber(nameof(Topology.Format)),
        Paths = new TopologyPaths(json.NeededField(nameof(Topology.Paths)).Needed(nameof(TopologyPaths.Base))),
        WroteIgnoreFile = json.Flag(nameof(Topology.WroteIgnoreFile)),
        Asked = SettingsJson.Read(json.NeededField(nameof(Topology.Asked))),
        Positioning = (Positioning)json.NeededChoice(nameof(Topology.Positioning), typeof(Positioning)),
        RootPassword = json.Needed(nameof(Topology.RootPassword)),
        InitialPassword = json.Needed(nameof(Topology.InitialPassword)),
        ReplicationPassword = json.Needed(nameof(Topology.ReplicationPassword)),
        Servers = json.All(nameof(Topology.Servers), ReadServer),
        Links = json.All(nameof(Topology.Links), ReadLink),
        Promotion = json.Field(nameof(Topology.Promotion)) is { } promotion ? ReadPromotion(promotion) : null,
    };

    private static void Write(Utf8JsonWriter writer, ServerSpec server)
    {
        writer.WriteString(nameof(server.Name), server.Name);
        writer.WriteChoice(nameof(server.Role), server.Role);
        writer.WriteNumber(nameof(server.ServerId), server.ServerId);
        writer.WriteNumber(nameof(server.Port), server.Port);
        writer.WriteBoolean(nameof(server.PortIsFixed), server.PortIsFixed);
        if (server.SharedPort is { } sharedPort)
            writer.WriteNumber(nameof(server.SharedPort), sharedPort);
        writer.WriteBoolean(nameof(server.IsOutsideSharedNetwork), server.IsOutsideSharedNetwork);
        writer.WriteVersion(nameof(server.Version), server.Version);
        writer.WriteString(nameof(server.Origin), server.Origin);
        writer.WriteBoolean(nameof(server.MustRejoin), server.MustRejoin);
        writer.WriteBoolean(nameof(server.IsBeingCopied), server.IsBeingCopied);
        writer.WriteBoolean(nameof(server.Initialised), server.Initialised);
    }

    private static ServerSpec ReadServer(JsonElement json) => new(
        json.Needed(nameof(ServerSpec.Name)),
        (ServerRole)json.NeededChoice(nameof(ServerSpec.Role), typeof(ServerRole)),
        json.NeededNumber(nameof(ServerSpec.ServerId)),
        json.NeededNumber(nameof(ServerSpec.Port)),
        json.Flag(nameof(ServerSpec.PortIsFixed)))
    {
        SharedPort = json.Number(nameof(ServerSpec.SharedPort)),
        IsOutsideSharedNetwork = json.Flag(nameof(ServerSpec.IsOutsideSharedNetwork)),
        Version = json.NeededVersion(nameof(ServerSpec.Version)),
        Origin = json.Needed(nameof(ServerSpec.Origin)),
        MustRejoin = json.Flag(nameof(ServerSpec.MustRejoin)),
        IsBeingCopied = json.Flag(nameof(ServerSpec.IsBeingCopied)),
        Initialised = json.Flag(nameof(ServerSpec.Initialised)),
    };

    private static void Write(Utf8JsonWriter writer, ReplicationLink link)
    {
        writer.WriteString(nameof(link.Replica), link.Replica);
        writer.WriteString(nameof(link.Source), link.Source);
        writer.WriteString(nameof(link.Channel), link.Channel);
    }

    private static ReplicationLink ReadLink(JsonElement json) =>
        new(json.Needed(nameof(ReplicationLink.Replica)), json.Needed(nameof(ReplicationLink.Source)), json.Needed(nameof(ReplicationLink.Channel)));

    private static void Write(Utf8JsonWriter writer, Promotion promotion)
    {
        writer.WriteChoice(nameof(promotion.Kind), promotion.Kind);
        writer.WriteString(nameof(promotion.OldSource), promotion.OldSource);
        writer.WriteString(nameof(promotion.NewSource), promotion.NewSource);
        writer.WriteBoolean(nameof(promotion.IsDecided), promotion.IsDecided);
        writer.WriteString(nameof(promotion.File), promotion.File);
        writer.WriteNumber(nameof(promotion.Offset), promotion.Offset);
        writer.WriteTexts(nameof(promotion.AtSamePoint), promotion.AtSamePoint);
    }

    private static Promotion ReadPromotion(JsonElement json) => new(
        (PromotionKind)json.NeededChoice(nameof(Promotion.Kind), typeof(PromotionKind)),
        json.Needed(nameof(Promotion.OldSource)),
        json.Needed(nameof(Promotion.NewSource)))
    {
        IsDecided = json.Flag(nameof(Promotion.IsDecided)),
        File = json.Text(nameof(Promotion.File)),
        Offset = json.NeededField(nameof(Promotion.Offset)).GetInt64(),
        AtSamePoint = json.Texts(nameof(Promotion.AtSamePoint)),
    };
}
