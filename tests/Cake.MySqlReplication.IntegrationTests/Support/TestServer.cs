using Cake.MySqlReplication.IntegrationTests.Images;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>A server that tests run against, by the name that the test environment has for its image.</summary>
internal static class TestServer
{
    public const string MySql97 = "mysql-9.7";
    public const string MySql56 = "mysql-5.6";
    public const string MariaDb1011 = "mariadb-10.11";

    /// <summary>As local processes alone.</summary>
    public const string MariaDb118 = "mariadb-11.8";

    /// <summary>The quickest to start, for tests to which the server's family is all the same.</summary>
    public const string Quickest = MySql56;

    public static TheoryData<string> All => [MySql97, MySql56, MariaDb1011];

    /// <summary>The image's tag; skips the test where there is none.</summary>
    public static string ImageOrSkip(string name)
    {
        var image = ServerImage.Named(name);
        Assert.SkipWhen(image.Tag is null, image.Obstacle ?? "no image");
        return image.Tag!;
    }
}
