using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>
/// More writers than a server serves at once: what is beyond its limit must be answered 429 with Retry-After, and what it accepts must not wait for ever. Whoever is
/// refused waits a moment, less than it was told, so that there always are too many.
/// </summary>
internal sealed class RefusalRun : IRowRun
{
    private const int TooMany = 429;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly LoadTarget _target;
    private readonly Writer[] _writers;
    private readonly RowFigures _figures = new();

    public RefusalRun(LoadTarget target, int writers)
    {
        _target = target;
        var path = $"/api/v1/namespaces/{target.Namespace("refusals")}/configmaps";
        _writers = [.. Enumerable.Range(0, writers).Select(_ => new Writer(target, path))];
    }

    public void Run(TimeSpan duration, bool measured)
    {
        var numbers = _target.Numbers("refusals");
        var slice = SliceMeasure.Begin(_target.Use);
        var deadline = slice.Began + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var threads = Array.ConvertAll(_writers, writer => new Thread(() => writer.Run(numbers, deadline, measured), maxStackSize: 256 << 10));
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        if (_writers.Select(writer => writer.Fault).OfType<Exception>().FirstOrDefault() is { } fault)
            throw new IOException($"{_target.Name}: {fault.Message}", fault);
        if (measured)
            slice.AddTo(_figures);
    }

    public RowResult Result(string row)
    {
        foreach (var writer in _writers)
            _figures.Add(writer.Latencies);
        _figures.Operations = _writers.Sum(writer => (long)writer.Latencies.Count);
        var refused = _writers.Sum(writer => writer.Refused);
        var note = string.Create(CultureInfo.InvariantCulture, $"{refused:#,##0} more refused with 429 and Retry-After");
        return _figures.Result(row, _target.Name, _writers.Length, _target.Use.Resident()) with { Note = note };
    }

    public void Dispose()
    {
        foreach (var writer in _writers)
            writer.Dispose();
    }

    private sealed class Writer(LoadTarget target, string path) : IDisposable
    {
        private readonly LoadConnection _connection = LoadConnection.Open(target.Kubeconfig);
        private readonly RequestTemplate _create = target.Template("POST", path, Bodies.ConfigMap);
        private readonly ArrayBufferWriter<byte> _answer = new();

        public LatencyLog Latencies { get; } = new();

        public long Refused { get; private set; }

        public Exception? Fault { get; private set; }

        public void Dispose() => _connection.Dispose();

        public void Run(ObjectNumbers numbers, long deadline, bool measured)
        {
            using var pause = new ManualResetEventSlim();
            try
            {
                for (var sent = Stopwatch.GetTimestamp(); sent < deadline; sent = Stopwatch.GetTimestamp())
                {
                    if (!Create(numbers.Make()))
                    {
                        Refused += measured ? 1 : 0;
                        pause.Wait(Pause);
                    }
                    else if (measured)
                    {
                        Latencies.Add(Stopwatch.GetTimestamp() - sent);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException)
            {
                // Thrown again where the threads are joined.
                Fault = exception;
            }
        }

        private bool Create(long number)
        {
            _answer.ResetWrittenCount();
            var request = _create.With(number);
            var status = _connection.Exchange(request, _answer);
            if (status == TooMany && !_connection.SaysRetryAfter)
                throw new IOException("429 without Retry-After.");
            return status == TooMany ? false : status is >= 200 and <= 299 ? true : throw RefusedException.Of(status, request, _answer.WrittenSpan);
        }
    }
}
