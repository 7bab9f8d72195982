namespace Cake.Docker;

/// <summary>Settings of a command that has no alias of its own; the command brings its options along.</summary>
public sealed class DockerCustomCommandSettings : AutoToolSettings;
