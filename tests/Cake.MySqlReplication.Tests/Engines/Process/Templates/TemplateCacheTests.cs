using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Engines.Process.Templates;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process.Templates;

public sealed class TemplateCacheTests : IDisposable
{
    private const string Key = "mysql-9.7.4-0123";

    private static readonly CacheLimits Plenty = new(TimeSpan.FromDays(30), 1 << 30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mysql-replication-");
    private readonly FakeContext _context = FakeContext.With();
    private int _initialised;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_first_server_is_initialised_and_the_next_ones_get_a_copy()
    {
        Assert.True(await FillAsync("first"));
        Assert.False(await FillAsync("second"));

        Assert.Equal(Contents("first"), Contents("second"));
        Assert.Equal(1, _initialised);
    }

    [Fact]
    public async Task What_is_mostly_holes_is_copied_byte_for_byte()
    {
        await FillAsync("first");
        await FillAsync("second");

        Assert.Equal(File.ReadAllBytes(In("first", "ibdata1")), File.ReadAllBytes(In("second", "ibdata1")));
    }

    [Fact]
    public async Task Identity_and_keys_of_a_server_are_not_kept()
    {
        await FillAsync("first");

        Assert.Empty(Directory.GetFiles(Template, "*.pem", SearchOption.AllDirectories).Concat(Directory.GetFiles(Template, "auto.cnf", SearchOption.AllDirectories)));
        Assert.False(File.Exists(In("first", "auto.cnf")));
    }

    [Fact]
    public async Task Servers_that_start_at_once_wait_for_one_template()
    {
        var filled = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => FillAsync($"server{number}"))));

        Assert.Single(filled, isInitialised => isInitialised);
        Assert.All(Enumerable.Range(0, 8), number => Assert.Equal(Contents("server0"), Contents($"server{number}")));
    }

    [Theory]
    [InlineData("data/ibdata1", "damaged")]
    [InlineData("template.json", "damaged")]
    [InlineData("template.json", "{}")]
    [InlineData("template.json", """{ "Folders": [] }""")]
    public async Task A_damaged_template_is_made_again(string file, string content)
    {
        await FillAsync("first");
        File.WriteAllText(Path.Combine(Template, file), content);

        Assert.True(await FillAsync("second"));
        Assert.False(await FillAsync("third"));
        Assert.Equal(Contents("second"), Contents("third"));
    }

    [Fact]
    public async Task A_failed_initialisation_leaves_no_template()
    {
        await Assert.ThrowsAsync<ServerFailedException>(() =>
            Cache().FillAsync(Key, Data("first"), null, Plenty, TimeSpan.FromSeconds(10), () => throw new ServerFailedException("it crashed"), CancellationToken.None));

        Assert.True(await FillAsync("second"));
    }

    [Fact]
    public async Task What_a_killed_build_left_goes_when_the_template_is_made()
    {
        var left = Directory.CreateDirectory(Template + ".abcdef01.partial").FullName;

        await FillAsync("first");

        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task Cleaning_removes_all_that_nobody_uses()
    {
        await FillAsync("first");
        var left = Directory.CreateDirectory(Template + "4.abcdef01.partial").FullName;
        using (TemplateLock.TryShare(Template + ".lock"))
            Assert.DoesNotContain(Cache().Clean(new CacheLimits(TimeSpan.Zero, 0)), item => item.Name.EndsWith(Key, StringComparison.Ordinal));
        Assert.False(Directory.Exists(left));

        Assert.Equal($"the template {Key}", Assert.Single(Cache().Clean(new CacheLimits(TimeSpan.Zero, 0))).Name);
        Assert.False(Directory.Exists(Template));
        Assert.True(await FillAsync("second"));
    }

    [Fact]
    public async Task Servers_are_initialised_one_by_one_where_nothing_can_be_kept()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "templates"), "no folder");

        Assert.True(await FillAsync("first"));
        Assert.True(await FillAsync("second"));
        Assert.Contains(_context.CollectedLog.Lines, line => line.Contains("cannot be written to", StringComparison.Ordinal));
    }

    private string Template => Path.Combine(_folder.FullName, "templates", Key);

    private TemplateCache Cache() =>
        new(_context.Log, Path.Combine(_folder.FullName, "templates"), new TemplateCopy(ProcessSystem.Current), TimeProvider.System);

    private Task<bool> FillAsync(string server) => Cache().FillAsync(
        Key,
        Data(server),
        null,
        Plenty,
        TimeSpan.FromSeconds(10),
        async () =>
        {
            Interlocked.Increment(ref _initialised);
            await Task.Delay(20);
            Directory.CreateDirectory(In(server, "mysql"));
            var tables = new byte[1 << 20];
            tables.AsSpan(300_000, 5).Fill(7);
            File.WriteAllBytes(In(server, "ibdata1"), tables);
            File.WriteAllText(In(server, Path.Combine("mysql", "user.frm")), "users");
            File.WriteAllText(In(server, "auto.cnf"), "identity");
            File.WriteAllText(In(server, "server-key.pem"), "key");
        },
        CancellationToken.None);

    private string Data(string server) => Directory.CreateDirectory(Path.Combine(_folder.FullName, server)).FullName;

    private string In(string server, string file) => Path.Combine(_folder.FullName, server, file);

    private IEnumerable<string> Contents(string server) =>
        Directory.GetFileSystemEntries(Data(server), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Data(server), path)).Order();
}
