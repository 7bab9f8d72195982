namespace Cake.MySqlReplication.Settings;

/// <summary>
/// Which settings the command line or the environment gave, by their option names. Two records of settings that say the
/// same are equal, however they came about: all values of this type are equal.
/// </summary>
internal sealed class GivenSettings : IEquatable<GivenSettings>
{
    public static readonly GivenSettings None = new([]);

    private readonly IReadOnlyList<string> _options;

    private GivenSettings(IReadOnlyList<string> options) => _options = options;

    public bool Contains(string option) => _options.Contains(option);

    public GivenSettings With(string option) => new([.. _options, option]);

    public bool Equals(GivenSettings? other) => other is not null;

    public override bool Equals(object? obj) => obj is GivenSettings;

    public override int GetHashCode() => 0;
}
