namespace Cake.Frosting.Internal;

/// <summary>One of Cake's settings, as the build's code asked for it.</summary>
internal sealed record CakeSetting(string Key, string Value);
