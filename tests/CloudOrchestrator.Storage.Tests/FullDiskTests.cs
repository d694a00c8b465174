namespace CloudOrchestrator.Storage.Tests;

/// <summary>The log on a file system that really runs full.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [MountFact]
    public async Task AppendAsync_DiskFull_ThrowsLosesNothingAndGoesOnWhenThereIsRoom()
    {
        Assert.True(MountFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", _directory.Path));
        try
        {
            var ballast = Path.Combine(_directory.Path, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[200 << 10]);
            var log = Open();
            var head = await FillAsync(log, 0);
            File.Delete(ballast);
            Assert.Equal(AppendOutcome.Stored, await log.AppendAsync("pods", head, [Record(head + 1)], default));
            var full = await FillAsync(log, head + 1);
            Assert.True(full > head + 1);
            await log.DisposeAsync();
            await using var again = Open();
            var records = (await again.ReadAsync("pods", 0, int.MaxValue, default)).Records;
            Assert.Equal(Enumerable.Range(1, (int)full).Select(revision => (long)revision), records.Select(record => record.Revision));
        }
        finally
        {
            Assert.True(MountFactAttribute.Run("umount", _directory.Path));
        }
    }

    private static LogRecord Record(long revision) =>
        new(revision, LogRecordType.Put, new ObjectKey("ns", $"n{revision}"), new byte[3000], TimeProvider.System.GetUtcNow(), Guid.Empty);

    private static async Task<long> FillAsync(FileLog log, long head)
    {
        while (true)
        {
            try
            {
                Assert.Equal(AppendOutcome.Stored, await log.AppendAsync("pods", head, [Record(head + 1)], default));
                head++;
            }
            catch (IOException)
            {
                Assert.Equal(head, await log.HeadAsync("pods", default));
                Assert.Equal(head, (await log.ReadAsync("pods", 0, int.MaxValue, default)).Records.Count);
                return head;
            }
        }
    }

    private FileLog Open() => FileLog.Open(_directory.Path, new FileLogOptions { SegmentBytes = 100 << 10 }, TimeProvider.System);
}
