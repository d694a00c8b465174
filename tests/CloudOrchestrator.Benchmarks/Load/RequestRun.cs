using System.Diagnostics;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>The next request of one thread; empty when there is nothing left to do.</summary>
internal delegate ReadOnlySpan<byte> NextRequest();

/// <summary>Several threads, each with a connection, each sending its next request when the last is answered.</summary>
internal sealed class RequestRun : IRowRun
{
    private readonly LoadTarget _target;
    private readonly Worker[] _workers;
    private readonly RowFigures _figures = new();

    public RequestRun(LoadTarget target, int clients, Func<NextRequest> source)
    {
        _target = target;
        _workers = [.. Enumerable.Range(0, clients).Select(_ => new Worker(LoadConnection.Open(target.Kubeconfig), source()))];
    }

    public void Run(TimeSpan duration, bool measured)
    {
        using var gate = new ManualResetEventSlim();
        var deadline = new Deadline();
        var threads = _workers.Select(worker => new Thread(() => worker.Run(gate, deadline, measured), maxStackSize: 256 << 10)).ToArray();
        foreach (var thread in threads)
            thread.Start();
        var slice = SliceMeasure.Begin(_target.Use);
        var (sent, received) = Bytes();
        deadline.Ticks = Stopwatch.GetTimestamp() + (long)Math.Min(long.MaxValue / 2, duration.TotalSeconds * Stopwatch.Frequency);
        gate.Set();
        foreach (var thread in threads)
            thread.Join();
        foreach (var fault in _workers.Select(worker => worker.Fault).OfType<Exception>())
            throw new IOException($"{_target.Name}: {fault.Message}", fault);
        if (!measured)
            return;
        slice.AddTo(_figures);
        var (sentNow, receivedNow) = Bytes();
        _figures.BytesSent += sentNow - sent;
        _figures.BytesReceived += receivedNow - received;
    }

    public RowResult Result(string row)
    {
        foreach (var worker in _workers)
            _figures.Add(worker.Latencies);
        _figures.Operations = _workers.Sum(worker => (long)worker.Latencies.Count);
        return _figures.Result(row, _target.Name, _workers.Length, _target.Use.Resident());
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
            worker.Connection.Dispose();
    }

    private (long Sent, long Received) Bytes() => (_workers.Sum(worker => worker.Connection.Sent), _workers.Sum(worker => worker.Connection.Received));

    private sealed class Deadline
    {
        public long Ticks { get; set; }
    }

    private sealed class Worker(LoadConnection connection, NextRequest next)
    {
        public LoadConnection Connection => connection;

        public LatencyLog Latencies { get; } = new();

        public Exception? Fault { get; private set; }

        public void Run(ManualResetEventSlim gate, Deadline deadline, bool measured)
        {
            gate.Wait();
            try
            {
                var now = Stopwatch.GetTimestamp();
                while (now < deadline.Ticks)
                {
                    var request = next();
                    if (request.IsEmpty)
                        return;
                    connection.Require(request);
                    var answered = Stopwatch.GetTimestamp();
                    if (measured)
                        Latencies.Add(answered - now);
                    now = answered;
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException)
            {
                // Thrown again where the threads are joined.
                Fault = exception;
            }
        }
    }
}
