namespace Cake.Docker;

/// <summary>The options of <c>docker network rm</c>.</summary>
public sealed class DockerNetworkRemoveSettings : AutoToolSettings;
