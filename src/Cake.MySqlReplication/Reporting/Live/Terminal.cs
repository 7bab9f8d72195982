using Cake.Core.Diagnostics;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>What the place is like that a build's output goes to.</summary>
/// <param name="variable">The environment.</param>
/// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
internal sealed class Terminal(Func<string, string?> variable, bool isRedirected)
{
    /// <summary>Variables by which builds know that nobody looks on: of most services, and of single ones that do not set it.</summary>
    private static readonly string[] Services =
    [
        "CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE", "APPVEYOR", "TRAVIS", "CIRCLECI",
        "BITBUCKET_BUILD_NUMBER", "CODEBUILD_BUILD_ID",
    ];

    public static Terminal Current { get; } = new(Environment.GetEnvironmentVariable, Console.IsOutputRedirected);

    /// <summary>https://no-color.org.</summary>
    public bool IsColoured => string.IsNullOrEmpty(variable("NO_COLOR"));

    /// <summary>Whether lines can be drawn over and over on it, and somebody looks on.</summary>
    /// <param name="log">The build's log. One that is not Cake's own writes wherever it likes.</param>
    public bool TakesView(ICakeLog log) =>
        !isRedirected && log is CakeBuildLog && log.Verbosity >= Verbosity.Normal && !IsDumb && !Services.Any(IsSet);

    private bool IsDumb => variable("TERM") is var kind && (kind == "dumb" || (string.IsNullOrEmpty(kind) && !OperatingSystem.IsWindows()));

    private bool IsSet(string name) => variable(name) is { Length: > 0 } value && value != "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
