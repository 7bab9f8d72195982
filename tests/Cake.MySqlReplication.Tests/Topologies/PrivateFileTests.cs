using System.Text;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class PrivateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Several_may_write_one_file_at_once_and_one_of_them_is_there_whole()
    {
        var path = _folder["file"];
        var contents = Enumerable.Range(0, 8).Select(writer => Encoding.UTF8.GetBytes(new string((char)('a' + writer), 20_000))).ToList();

        await Task.WhenAll(contents.Select(content => Task.Run(() =>
        {
            for (var time = 0; time < 25; time++)
                PrivateFile.Write(path, content);
        })));

        Assert.Contains(contents, content => content.SequenceEqual(File.ReadAllBytes(path)));
        Assert.Equal([path], Directory.GetFiles(_folder[""]));
    }

    [Fact]
    public void What_a_killed_write_left_is_removed_by_a_later_one()
    {
        File.SetLastWriteTimeUtc(_folder.Write("half", "file.1234.partial"), DateTime.UtcNow.AddMinutes(-5));
        var young = _folder.Write("half", "file.5678.partial");
        var other = _folder.Write("", "file2.1234.partial");

        PrivateFile.Write(_folder["file"], [1]);

        Assert.Equal([_folder["file"], young, other], Directory.GetFiles(_folder[""]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_cannot_be_put_in_place_is_taken_back()
    {
        Directory.CreateDirectory(_folder["file"]);

        Assert.ThrowsAny<Exception>(() => PrivateFile.Write(_folder["file"], [1]));

        Assert.Empty(Directory.GetFiles(_folder[""]));
    }

    [Fact]
    public void A_file_is_deleted_with_what_is_left_of_it()
    {
        PrivateFile.Write(_folder["file"], [1]);
        _folder.Write("half", "file.partial");
        _folder.Write("half", "file.1234.partial");

        PrivateFile.Delete(_folder["file"]);
        PrivateFile.Delete(_folder["missing", "file"]);

        Assert.Empty(Directory.GetFiles(_folder[""]));
    }
}
