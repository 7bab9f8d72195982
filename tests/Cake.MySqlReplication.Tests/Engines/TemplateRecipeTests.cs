using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class TemplateRecipeTests
{
    private static readonly ServerVersion Version = new(IsMariaDb: false, new Version(9, 7, 4));

    [Fact]
    public void The_official_images_have_templates() => Assert.Null(TemplateRecipe.FindObstacle(Image()));

    [Theory]
    [InlineData("""{"Entrypoint":["/opt/run.sh"]}""", "it is not started the way that the official images are")]
    [InlineData("""{"Cmd":["npm","start"]}""", "it is not started the way that the official images are")]
    [InlineData("""{"User":"1001"}""", "it runs under the account 1001")]
    [InlineData("""{"Volumes":{"/bitnami/mysql":{}}}""", "/var/lib/mysql is not its volume")]
    [InlineData("""{"Env":["MYSQL_VERSION=9.7.4","MYSQL_DATABASE=shop"]}""", "it sets MYSQL_DATABASE")]
    [InlineData("""{"Env":["MARIADB_ROOT_HOST=10.%"]}""", "it sets MARIADB_ROOT_HOST")]
    public void An_image_that_is_started_or_initialised_in_a_way_of_its_own_has_none(string configuration, string obstacle) =>
        Assert.Equal(obstacle, TemplateRecipe.FindObstacle(Image(configuration)));

    [Fact]
    public void Another_image_another_option_and_another_version_are_another_template()
    {
        string[] names =
        [
            TemplateRecipe.Of(Image(), Version, []).Name,
            TemplateRecipe.Of(Image() with { Id = "sha256:2" }, Version, []).Name,
            TemplateRecipe.Of(Image(), Version, ["--innodb-page-size=8k"]).Name,
            TemplateRecipe.Of(Image(), Version with { Number = new Version(9, 7, 5) }, []).Name,
        ];

        Assert.Equal(4, names.Distinct().Count());
        Assert.Equal(names[0], TemplateRecipe.Of(Image(), Version, []).Name);
        Assert.StartsWith("cake-mysql-replication/template:mysql-9.7.4-", names[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "9.7.4", "true")]
    [InlineData(false, "8.0.0", "true")]
    [InlineData(false, "5.7.44", "false")]
    [InlineData(true, "11.8.3", "false")]
    public void Only_MySQL_from_8_0_on_is_to_make_accounts_while_it_initialises(bool isMariaDb, string number, string expected)
    {
        var version = new ServerVersion(isMariaDb, System.Version.Parse(number));

        Assert.Equal(expected, TemplateRecipe.Of(Image(), version, []).Arguments[4]);
    }

    [Fact]
    public void Options_that_decide_what_a_new_data_directory_is_like_are_found_however_they_are_written() =>
        Assert.Equal(
            ["--innodb-page-size=8k", "--loose-lower-case-table-names=1", "--innodb-data-file-path=ibdata1:12M;b:5M:autoextend"],
            InitialOptions.In(
            [
                "# innodb_page_size = 4k", "[mysqld]", "server-id = 1", "innodb_page_size = 8k", "loose_lower_case_table_names=1", "skip-name-resolve",
                "innodb_data_file_path = \"ibdata1:12M;b:5M:autoextend\"",
            ]));

    [Theory]
    [InlineData("datadir = /data")]
    [InlineData("init_file = /tmp/a.sql")]
    [InlineData("super_read_only")]
    public void With_some_options_a_copy_will_not_do(string line) => Assert.NotNull(InitialOptions.FindObstacle(["server-id = 1", line]));

    private static DockerImage Image(string configuration = "{}")
    {
        var official = DockerImage.Parse("""
            {"Id":"sha256:1","Config":{"Entrypoint":["docker-entrypoint.sh"],"Cmd":["mysqld"],"Env":["PATH=/bin","MYSQL_VERSION=9.7.4-1"],"Volumes":{"/var/lib/mysql":{}},"User":""}}
            """);
        var own = DockerImage.Parse($$"""{"Config":{{configuration}} }""");
        return official with
        {
            Entrypoint = own.Entrypoint.Count > 0 ? own.Entrypoint : official.Entrypoint,
            Command = own.Command.Count > 0 ? own.Command : official.Command,
            Variables = own.Variables.Count > 0 ? own.Variables : official.Variables,
            Volumes = own.Volumes.Count > 0 ? own.Volumes : official.Volumes,
            User = own.User.Length > 0 ? own.User : official.User,
        };
    }
}
