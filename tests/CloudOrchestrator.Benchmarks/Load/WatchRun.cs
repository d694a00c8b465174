using System.Buffers.Text;
using System.Diagnostics;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>One writer; from its request until each watcher has the event. The next write begins when all have it.</summary>
internal sealed class WatchRun : IRowRun
{
    private static readonly TimeSpan EventLimit = TimeSpan.FromSeconds(30);
    private readonly LoadTarget _target;
    private readonly LoadConnection _writer;
    private readonly RequestTemplate _patch;
    private readonly Watcher[] _watchers;
    private readonly ManualResetEventSlim _allHaveIt = new();
    private readonly RowFigures _figures = new();
    private long _turn;
    private long _began;
    private int _missing;
    private bool _measured;

    public WatchRun(LoadTarget target, int watchers)
    {
        _target = target;
        var purpose = $"watch-{watchers}";
        LoadRows.Fill(target, purpose, "configmaps", Bodies.ConfigMap, 1);
        var path = $"/api/v1/namespaces/{target.Namespace(purpose)}/configmaps";
        _patch = target.Template("PATCH", $"{path}/cm-00000000", Bodies.Patch, "application/merge-patch+json");
        _writer = LoadConnection.Open(target.Kubeconfig);
        _watchers = [.. Enumerable.Range(0, watchers).Select(_ => new Watcher(this, target, path))];
    }

    public void Run(TimeSpan duration, bool measured)
    {
        _measured = measured;
        var slice = SliceMeasure.Begin(_target.Use);
        var (turns, sent, received) = (_turn, _writer.Sent, Received());
        while (Stopwatch.GetElapsedTime(slice.Began) < duration)
        {
            _allHaveIt.Reset();
            Volatile.Write(ref _missing, _watchers.Length);
            Volatile.Write(ref _began, Stopwatch.GetTimestamp());
            var request = _patch.With(0, Interlocked.Increment(ref _turn));
            _writer.Require(request);
            if (!_allHaveIt.Wait(EventLimit))
                throw new TimeoutException($"{_target.Name}: {_missing} of {_watchers.Length} watchers did not get an event within {EventLimit.TotalSeconds:0} s.");
        }

        if (!measured)
            return;
        slice.AddTo(_figures);
        _figures.Operations += _turn - turns;
        _figures.BytesSent += _writer.Sent - sent;
        _figures.BytesReceived += Received() - received;
    }

    public RowResult Result(string row)
    {
        foreach (var watcher in _watchers)
            _figures.Add(watcher.Latencies);
        return _figures.Result(row, _target.Name, 1, _target.Use.Resident());
    }

    public void Dispose()
    {
        _writer.Dispose();
        foreach (var watcher in _watchers)
            watcher.Dispose();
        _allHaveIt.Dispose();
    }

    private long Received() => _watchers.Sum(watcher => watcher.Received);

    private sealed class Watcher : IDisposable
    {
        private static ReadOnlySpan<byte> Mark => "\"seq\":\""u8;

        private readonly WatchRun _run;
        private readonly LoadConnection _connection;
        private readonly Thread _thread;
        private volatile bool _stopping;

        public Watcher(WatchRun run, LoadTarget target, string path)
        {
            _run = run;
            _connection = LoadConnection.Open(target.Kubeconfig);
            var status = _connection.Begin(target.Template("GET", $"{path}?watch=true&timeoutSeconds=3600").Bytes);
            if (status != 200)
                throw new IOException($"{target.Name}: a watch was answered {status}.");
            _thread = new Thread(Read, maxStackSize: 256 << 10) { IsBackground = true };
            _thread.Start();
        }

        public LatencyLog Latencies { get; } = new();

        public long Received => _connection.Received;

        public void Dispose()
        {
            _stopping = true;
            _connection.Dispose();
            _thread.Join();
        }

        private void Read()
        {
            var lines = new LineReader(_connection);
            try
            {
                while (lines.Next() is { IsEmpty: false } line)
                    Note(line);
            }
            catch (Exception exception) when (_stopping && exception is IOException or ObjectDisposedException)
            {
                // Its connection was closed because the row has ended.
            }
        }

        private void Note(ReadOnlySpan<byte> line)
        {
            var arrived = Stopwatch.GetTimestamp();
            var at = line.IndexOf(Mark);
            if (at < 0 || !Utf8Parser.TryParse(line[(at + Mark.Length)..], out long turn, out _) || turn != Interlocked.Read(ref _run._turn) || turn == 0)
                return;
            if (_run._measured)
                Latencies.Add(arrived - Volatile.Read(ref _run._began));
            if (Interlocked.Decrement(ref _run._missing) == 0)
                _run._allHaveIt.Set();
        }
    }
}
