using Xunit.Abstractions;

namespace CloudOrchestrator.Storage.Tests.Files;

/// <summary>A small log, damaged at every offset.</summary>
public sealed class DamageTests(ITestOutputHelper output) : IDisposable
{
    private const int Appends = 6;
    private static readonly DateTimeOffset Time = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();

    private string Folder => Path.Combine(_directory.Path, "streams", "pods");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(300)]
    public async Task Open_LastSegmentTruncatedAnywhere_KeepsEveryAppendBefore(long segmentBytes)
    {
        var (path, ends) = await WriteAsync(segmentBytes, close: false);
        var files = Segments().ToDictionary(file => file, File.ReadAllBytes);
        for (var length = 0; length <= ends[^1]; length++)
        {
            Restore(files);
            await File.WriteAllBytesAsync(path, files[path][..length]);
            await using var log = Open(segmentBytes);
            var expected = Appends - ends.Count(end => end > length);
            var head = await log.HeadAsync("pods", default);
            Assert.True(head >= expected * 2, $"truncated to {length}: head {head}, {expected} whole appends");
            await AssertReadableAsync(log, head);
            Assert.Equal(AppendOutcome.Stored, await log.AppendAsync("pods", head, Records(head), default));
            await log.DisposeAsync();
            await using var again = Open(segmentBytes);
            await AssertReadableAsync(again, head + 2);
        }
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(300)]
    public async Task Open_ByteFlippedAnywhere_IsDetectedOrIsTheTail(long segmentBytes)
    {
        var (path, ends) = await WriteAsync(segmentBytes, close: false);
        var (detected, recovered) = (0, 0);
        var files = Segments().ToDictionary(file => file, File.ReadAllBytes);
        foreach (var segment in files.Keys)
        {
            var length = segment == path ? ends[^1] : files[segment].Length;
            for (var offset = 0; offset < length; offset++)
            {
                Restore(files);
                var damaged = files[segment].ToArray();
                damaged[offset] ^= 0x20;
                await File.WriteAllBytesAsync(segment, damaged);
                try
                {
                    await using var log = Open(segmentBytes);
                    var head = await log.HeadAsync("pods", default);
                    await AssertReadableAsync(log, head);

                    // Only damage to the last append may pass for a crash in the middle of it.
                    Assert.True(segment == path && (offset >= ends[^2] || ends.Count == 1), $"{segment} flipped at {offset}: not detected, head {head}");
                    Assert.True(head >= (Appends * 2) - 2, $"flipped at {offset}: head {head}");
                    recovered++;
                }
                catch (LogCorruptException exception)
                {
                    Assert.Equal(segment, exception.File);
                    detected++;
                }
            }
        }

        output.WriteLine($"{detected} flips detected, {recovered} taken for a torn tail");
        Assert.True(detected > 0 && recovered > 0);
    }

    [Fact]
    public async Task Open_ClosedLogFlippedAnywhere_IsAlwaysDetected()
    {
        var (path, ends) = await WriteAsync(1 << 20, close: true);
        var original = await File.ReadAllBytesAsync(path);
        for (var offset = 0; offset < ends[^1]; offset++)
        {
            var damaged = original.ToArray();
            damaged[offset] ^= 0x01;
            await File.WriteAllBytesAsync(path, damaged);
            await using var log = Open(1 << 20);
            await Assert.ThrowsAsync<LogCorruptException>(() => log.HeadAsync("pods", default));
        }
    }

    [Fact]
    public async Task Open_LogShorterThanItsState_IsDetected()
    {
        var (path, ends) = await WriteAsync(1 << 20, close: false, stateAt: Appends * 2);
        using (var file = File.OpenHandle(path, access: FileAccess.Write))
            RandomAccess.SetLength(file, ends[^2]);
        await using var log = Open(1 << 20);
        await Assert.ThrowsAsync<LogCorruptException>(() => log.HeadAsync("pods", default));
    }

    [Fact]
    public async Task ReadStateAsync_StateFlippedAnywhere_IsReplacedByReplayOrDetected()
    {
        await WriteAsync(1 << 20, close: false, stateAt: Appends * 2);
        var path = Path.Combine(Folder, "state");
        var original = await File.ReadAllBytesAsync(path);
        for (var offset = 0; offset < original.Length; offset++)
        {
            var damaged = original.ToArray();
            damaged[offset] ^= 0x04;
            await File.WriteAllBytesAsync(path, damaged);
            await using var log = Open(1 << 20);
            Assert.Equal(0, (await log.ReadStateAsync("pods", default)).Revision);
            await AssertReadableAsync(log, Appends * 2);
        }
    }

    [Fact]
    public async Task ReadStateAsync_StateDamagedAndHistoryTrimmed_IsDetected()
    {
        await WriteAsync(300, close: false, stateAt: Appends * 2, trim: true);
        var path = Path.Combine(Folder, "state");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^40] ^= 0x04;
        await File.WriteAllBytesAsync(path, bytes);
        await using var log = Open(300);
        var error = await Assert.ThrowsAsync<LogCorruptException>(() => log.ReadStateAsync("pods", default));
        Assert.Equal(path, error.File);
    }

    [Fact]
    public async Task AppendAsync_DiskRefusesTheWrite_ThrowsAndLosesNothing()
    {
        var (path, _) = await WriteAsync(1 << 20, close: true);
        await using var log = Open(300);
        Assert.Equal(Appends * 2, await log.HeadAsync("pods", default));

        // A directory where the next segment should be makes its creation fail, as a full disk would.
        var next = Path.Combine(Path.GetDirectoryName(path)!, $"{(Appends * 2) + 1:D20}.log");
        Directory.CreateDirectory(next);
        await Assert.ThrowsAnyAsync<Exception>(() => log.AppendAsync("pods", Appends * 2, Records(Appends * 2), default));
        Assert.Equal(Appends * 2, await log.HeadAsync("pods", default));
        Directory.Delete(next);
        Assert.Equal(AppendOutcome.Stored, await log.AppendAsync("pods", Appends * 2, Records(Appends * 2), default));
        await AssertReadableAsync(log, (Appends * 2) + 2);
    }

    private static LogRecord[] Records(long head) =>
    [
        new(head + 1, LogRecordType.Put, new ObjectKey("ns", $"n{head + 1}"), Encoding.UTF8.GetBytes($"{{\"n\":{head + 1}}}"), Time, new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11])),
        new(head + 2, LogRecordType.Put, new ObjectKey("ns", $"n{head + 2}"), Encoding.UTF8.GetBytes($"{{\"n\":{head + 2}}}"), Time, new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11])),
    ];

    private static async Task AssertReadableAsync(FileLog log, long head)
    {
        var records = (await log.ReadAsync("pods", 0, 1000, default)).Records;
        Assert.Equal(head, records.Count);
        Assert.All(records, (record, i) => Assert.Equal($"{{\"n\":{i + 1}}}", Encoding.UTF8.GetString(record.Value.Span)));
    }

    private string[] Segments() => [.. Directory.GetFiles(Folder, "*.log").Order(StringComparer.Ordinal)];

    private void Restore(IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var path in Directory.GetFiles(Folder))
            File.Delete(path);
        foreach (var (path, bytes) in files)
            File.WriteAllBytes(path, bytes);
    }

    private FileLog Open(long segmentBytes) => FileLog.Open(_directory.Path, new FileLogOptions { SegmentBytes = segmentBytes }, TimeProvider.System);

    /// <summary>Writes a log as a killed process would leave it (or a closed one); returns its last segment and where each append in that ends.</summary>
    private async Task<(string Path, List<long> Ends)> WriteAsync(long segmentBytes, bool close, long stateAt = 0, bool trim = false)
    {
        using var source = new TemporaryDirectory();
        var folder = Path.Combine(source.Path, "streams", "pods");
        var ends = new List<(string Segment, long End)>();
        await using var log = FileLog.Open(source.Path, new FileLogOptions { SegmentBytes = segmentBytes }, TimeProvider.System);
        for (var i = 0; i < Appends; i++)
        {
            await log.AppendAsync("pods", i * 2, Records(i * 2), default);
            var segment = Directory.GetFiles(folder, "*.log").Order(StringComparer.Ordinal).Last();
            ends.Add((Path.GetFileName(segment), EndOf(segment)));
        }

        if (stateAt > 0)
            await log.WriteStateAsync("pods", new LogState(stateAt, Records(stateAt - 2)), default);
        if (trim)
            await log.TrimAsync("pods", Time.AddDays(1), default);
        if (close)
            await log.DisposeAsync();
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(folder))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        return (Segments()[^1], [.. ends.Where(end => end.Segment == ends[^1].Segment).Select(end => end.End)]);
    }

    private static long EndOf(string segment)
    {
        var bytes = File.ReadAllBytes(segment);
        return Array.FindLastIndex(bytes, value => value != 0) + 1;
    }
}
