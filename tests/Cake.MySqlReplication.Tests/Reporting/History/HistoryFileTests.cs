using System.Text;
using Cake.MySqlReplication.Reporting.History;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.History;

public sealed class HistoryFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_added_is_read_in_its_order()
    {
        _folder.Write("{}", "mysql-replication.state.json");
        HistoryLine[] lines = [new(new RecordedPhase(Now, Now, "Prepare", "", "", 1.5, Failed: true), null), new(null, new LagSample(Now, "slave", "master", null))];

        await HistoryFile.AppendAsync(_folder.Paths, lines[..1]);
        await HistoryFile.AppendAsync(_folder.Paths, lines[1..]);

        Assert.Equal(lines, HistoryFile.Read(_folder.Paths));
    }

    [Fact]
    public async Task Where_no_topology_is_recorded_nothing_is_written()
    {
        await HistoryFile.AppendAsync(_folder.Paths, [Sample(1)]);

        Assert.Empty(Directory.GetFiles(_folder.Paths.Base));
        Assert.Empty(HistoryFile.Read(_folder.Paths));
    }

    [Fact]
    public async Task It_stays_small_and_keeps_what_is_young()
    {
        _folder.Write("{}", "mysql-replication.state.json");
        for (var batch = 0; batch < 80; batch++)
            await HistoryFile.AppendAsync(_folder.Paths, [.. Enumerable.Range(batch * 100, 100).Select(number => Sample(number))]);

        Assert.InRange(new FileInfo(_folder.Paths.HistoryFile).Length, HistoryFile.MostBytes / 4, HistoryFile.MostBytes);
        var kept = HistoryFile.Read(_folder.Paths).Select(line => (int)line.Lag!.Milliseconds!.Value).ToList();
        Assert.Equal(Enumerable.Range(8000 - kept.Count, kept.Count), kept);
    }

    [Fact]
    public async Task A_line_that_a_killed_build_left_half_is_passed_over()
    {
        _folder.Write("{}", "mysql-replication.state.json");
        _folder.Write("{\"lag\":{\"at\":\"20\n", "mysql-replication.history.jsonl");

        await HistoryFile.AppendAsync(_folder.Paths, [Sample(7)]);

        Assert.Equal([Sample(7)], HistoryFile.Read(_folder.Paths));
    }

    [Fact]
    public async Task A_half_line_does_not_swallow_the_next()
    {
        _folder.Write("{}", "mysql-replication.state.json");
        await HistoryFile.AppendAsync(_folder.Paths, [Sample(6)]);
        await File.AppendAllTextAsync(_folder.Paths.HistoryFile, "{\"lag\":{\"at\":\"20", TestContext.Current.CancellationToken);

        await HistoryFile.AppendAsync(_folder.Paths, [Sample(7)]);

        Assert.Equal([Sample(6), Sample(7)], HistoryFile.Read(_folder.Paths));
    }

    [Fact]
    public async Task A_full_disk_fails_no_step()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a file that is always full.");
        _folder.Write("{}", "mysql-replication.state.json");
        File.CreateSymbolicLink(_folder.Paths.HistoryFile, "/dev/full");

        await HistoryFile.AppendAsync(_folder.Paths, [Sample(7)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(HistoryFile.MostBytes / 100)]
    public void What_there_was_no_room_for_leaves_no_half_line(int lines)
    {
        var before = string.Concat(Enumerable.Range(0, lines).Select(number => $"{{\"number\": \"{number:D90}\"}}\n"));
        using var disk = new FullDisk(Encoding.UTF8.GetBytes(before));

        Assert.Throws<IOException>(() => HistoryFile.Add(disk, "{\"more\": \"lines\"}\n"u8));

        var after = Encoding.UTF8.GetString(disk.ToArray());
        Assert.EndsWith(after, before, StringComparison.Ordinal);
        Assert.InRange(after.Length, before.Length / 3, before.Length);
    }

    [Fact]
    public async Task Builds_that_add_to_it_at_once_lose_nothing()
    {
        _folder.Write("{}", "mysql-replication.state.json");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => HistoryFile.AppendAsync(_folder.Paths, [Sample(number)]), TestContext.Current.CancellationToken)));

        Assert.Equal(20, HistoryFile.Read(_folder.Paths).Count);
    }

    private static HistoryLine Sample(int milliseconds) => new(null, new LagSample(Now, "slave", "master", milliseconds));

    /// <summary>A file that takes half of what does not fit into the room that it has.</summary>
    private sealed class FullDisk : MemoryStream
    {
        private readonly bool _isFull;

        public FullDisk(byte[] content)
        {
            Write(content);
            _isFull = true;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_isFull && Position + buffer.Length > Length)
            {
                base.Write(buffer[..(buffer.Length / 2)]);
                throw new IOException("No space left on device");
            }

            base.Write(buffer);
        }
    }
}
