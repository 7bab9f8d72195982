using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Engines.Process.Installations.Debian;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process.Installations;

/// <summary>What is read of a Debian-family machine's own configuration, and what is made of it.</summary>
public sealed class DebianParsingTests
{
    private static readonly DebianRelease Bookworm = new("debian", [], "bookworm");

    [Fact]
    public void Stanzas_are_read_with_keys_that_stand_in_them()
    {
        const string Text = """
            # The distribution.
            Types: deb deb-src
            URIs: http://mirror.example/debian
            Suites: bookworm bookworm-updates
            Components: main contrib
            # A comment in between.
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             abc
             -----END PGP PUBLIC KEY BLOCK-----

            Types: deb
            Enabled: no
            URIs: http://off.example
            Suites: bookworm
            Components: main

            Types: deb-src
            URIs: http://source.example
            Suites: bookworm
            Components: main
            """;

        var entry = Assert.Single(AptSources.ParseStanzas(Text));

        Assert.Equal(["http://mirror.example/debian"], entry.Uris);
        Assert.Equal(["bookworm", "bookworm-updates"], entry.Suites);
        Assert.Equal(["main", "contrib"], entry.Components);
        Assert.Contains("\n .\n abc\n", entry.ToStanza(), StringComparison.Ordinal);
        Assert.Equal(entry.ToStanza(), Assert.Single(AptSources.ParseStanzas(entry.ToStanza())).ToStanza());
    }

    [Fact]
    public void Lines_are_read_with_their_options()
    {
        const string Text = """
            # deb http://off.example/debian bookworm main
            deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] http://mirror.example/debian  bookworm main contrib # why
            deb http://security.example bookworm-security main
            deb-src http://mirror.example/debian bookworm main
            deb http://flat.example ./
            """;

        var entries = AptSources.ParseList(Text).ToList();

        Assert.Equal(2, entries.Count);
        Assert.Equal(["main", "contrib"], entries[0].Components);
        Assert.Equal(KeyValuePair.Create("Signed-By", "/usr/share/keyrings/a.gpg"), Assert.Single(entries[0].Trust));
        Assert.Empty(entries[1].Trust);
    }

    [Fact]
    public void MySQL_comes_from_Debians_unstable_suite_at_the_machines_own_mirror()
    {
        AptEntry[] entries =
        [
            Entry("http://third.example/debian", "bookworm"),
            Entry("http://mirror.example/debian", "bookworm", "bookworm-updates"),
            Entry("http://security.example", "bookworm-security"),
            Entry("http://other.example", "nodistro"),
        ];

        var suites = DebianSuites.For(WantedServer.Parse(null), Bookworm, entries);

        Assert.Equal(["Debian sid", "Debian bookworm"], suites.Select(suite => suite.Name));
        var sid = Assert.Single(suites[0].Entries);
        Assert.Equal(["http://mirror.example/debian"], sid.Uris);
        Assert.Equal(["sid"], sid.Suites);
        Assert.Equal(3, suites[1].Entries.Count);
    }

    [Fact]
    public void MariaDB_comes_from_the_release_before_others() =>
        Assert.Equal(
            ["Debian bookworm", "Debian stable", "Debian testing", "Debian sid"],
            DebianSuites.For(WantedServer.Parse("mariadb-11.8"), Bookworm, [Entry("http://mirror.example", "bookworm")]).Select(suite => suite.Name));

    [Fact]
    public void Elsewhere_only_the_release_itself_is_searched()
    {
        var noble = new DebianRelease("ubuntu", ["debian"], "noble");

        var suite = Assert.Single(DebianSuites.For(WantedServer.Parse(null), noble,
            [Entry("http://mirror.example", "noble", "noble-updates", "noble-backports"), Entry("http://third.example", "stable")]));

        Assert.Equal(["noble", "noble-updates"], Assert.Single(suite.Entries).Suites);
        Assert.Empty(DebianSuites.For(WantedServer.Parse(null), noble, []));
    }

    [Fact]
    public void A_release_that_is_configured_as_stable_is_found() =>
        Assert.Equal(2, DebianSuites.For(WantedServer.Parse(null), Bookworm, [Entry("http://mirror.example", "stable")]).Count);

    [Theory]
    [InlineData("ID=debian\nVERSION_CODENAME=bookworm\n", "Debian bookworm", true)]
    [InlineData("ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble", "Ubuntu noble", false)]
    [InlineData("ID=\"linuxmint\"\nID_LIKE=\"ubuntu debian\"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble", "Linuxmint noble", false)]
    [InlineData("", "this system", false)]
    public void The_distribution_is_read(string text, string name, bool isDebian)
    {
        var release = DebianRelease.Parse(text);

        Assert.Equal(name, release.Name);
        Assert.Equal(isDebian, release.IsDebian);
    }

    [Fact]
    public void Packages_with_servers_are_told_from_others()
    {
        string[] lines =
        [
            "mysql-server-core | 9.7.4-2 | http://mirror.example sid/main amd64 Packages",
            "mysql-server-core-8.0 | 8.0.36-2ubuntu3 | http://mirror.example noble/main amd64 Packages",
            "mariadb-server-core | 1:11.8.9+ds-4 | http://mirror.example sid/main amd64 Packages",
            "mariadb-server-core-extra | 1:11.8.9+ds-4 | http://mirror.example sid/main amd64 Packages",
        ];

        var packages = DebianPackage.Parse(lines).ToList();

        Assert.Equal(["MySQL 9.7.4", "MySQL 8.0.36", "MariaDB 11.8.9"], packages.Select(package => package.Version.ToString()));
        Assert.Equal(["mysql-client-core-8.0"], packages[1].ClientNames);
        Assert.Equal(["mariadb-client-core", "mariadb-client"], packages[2].ClientNames);
        Assert.Equal("1:11.8.9+ds-4", packages[2].PackageVersion);
    }

    [Fact]
    public void All_packages_of_a_plan_count_whether_or_not_apt_names_their_checksums()
    {
        string[] lines =
        [
            "Reading package lists...",
            "'http://mirror.example/debian/pool/main/z/zlib/zlib1g_1.2.13_amd64.deb' zlib1g_1%3a1.2.13_amd64.deb 86684 MD5Sum:ec42cc09e926444a817ddd913057af67",
            "'http://security.example/pool/m/mariadb/mariadb-server-core_10.11.19_amd64.deb' mariadb-server-core_1%3a10.11.19_amd64.deb 7342456",
        ];

        Assert.Equal(86684 + 7342456, AptArchive.PlannedBytes(lines));
    }

    [Fact]
    public void Of_the_machines_apt_only_the_way_to_the_network_is_taken_over()
    {
        string[] dump =
        [
            "APT::Architecture \"amd64\";",
            "APT::Update::Post-Invoke:: \"rm -f /var/cache/apt/archives/*.deb\";",
            "Acquire::http::Proxy \"http://proxy.example:3128\";",
            "Acquire::IndexTargets::deb::Contents \"\";",
            "Acquire::Languages:: \"de\";",
        ];

        Assert.Equal(["Acquire::http::Proxy \"http://proxy.example:3128\";"], AptConfiguration.TakenOver(dump));
        Assert.Equal("amd64", AptConfiguration.Value(dump, "APT::Architecture"));
    }

    [Theory]
    [InlineData("debian", null, "mariadb-10.11", "sudo apt-get install mariadb-server")]
    [InlineData("debian", null, null, null)]
    [InlineData("ubuntu", "debian", null, "sudo apt-get install mysql-server")]
    [InlineData("rocky", "rhel centos fedora", null, "sudo dnf install mysql-server")]
    [InlineData("opensuse-leap", "suse opensuse", null, "sudo zypper install mariadb mariadb-client")]
    [InlineData("arch", null, null, "sudo pacman -S mariadb")]
    [InlineData("alpine", null, null, "apk add mariadb mariadb-client")]
    [InlineData("plan9", null, null, null)]
    public void There_is_one_command_for_each_system(string id, string? like, string? wanted, string? command) =>
        Assert.Equal(command, InstallAdvice.For(WantedServer.Parse(wanted), new DebianRelease(id, (like ?? "").Split(' '), "")));

    private static AptEntry Entry(string uri, params string[] suites) => new([uri], suites, ["main"], []);
}
