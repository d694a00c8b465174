using BenchmarkDotNet.Attributes;

namespace CloudOrchestrator.Benchmarks.Micro;

/// <summary>One write, until every watcher has been written its event.</summary>
public class WatchBenchmarks
{
    private const string Maps = "/api/v1/namespaces/bench/configmaps";
    private readonly InProcessApi _api = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _watches = [];
    private readonly Arrivals _arrivals = new();
    private int _turn;

    [Params(1, 50, 1000)]
    public int Watchers { get; set; }

    // In this process setups are not awaited: https://github.com/dotnet/BenchmarkDotNet/issues/1738
    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Close() => CloseAsync().GetAwaiter().GetResult();

    private async Task OpenAsync()
    {
        await _api.StartAsync();
        await _api.SendAsync("POST", Maps, """{"metadata":{"name":"one"},"data":{"turn":"x"}}"""u8.ToArray());
        var begun = _arrivals.Expect(Watchers);
        for (var watcher = 0; watcher < Watchers; watcher++)
            _watches.Add(_api.WatchAsync(Maps, new CountingStream(_arrivals), _stopping.Token));
        await begun;
    }

    private async Task CloseAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_watches);
        await _api.DisposeAsync();
    }

    [Benchmark]
    public async Task WriteToEvents()
    {
        var all = _arrivals.Expect(Watchers);
        var body = System.Text.Encoding.ASCII.GetBytes($$$"""{"data":{"turn":"{{{++_turn}}}"}}""");
        await _api.SendAsync("PATCH", $"{Maps}/one", body, "application/merge-patch+json");
        await all;
    }

    /// <summary>Counts lines written to any watcher.</summary>
    private sealed class Arrivals
    {
        private int _missing;
        private TaskCompletionSource _all = new();

        public Task Expect(int lines)
        {
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _missing, lines);
            return _all.Task;
        }

        public void Note(int lines)
        {
            if (lines > 0 && Interlocked.Add(ref _missing, -lines) == 0)
                _all.SetResult();
        }
    }

    private sealed class CountingStream(Arrivals arrivals) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => arrivals.Note(buffer.Count((byte)'\n'));

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
