using System.Buffers;
using System.Text;

namespace CloudOrchestrator.ApiServer.Audit;

/// <summary>
/// One line of JSON per request that writes, with the fields of audit.k8s.io/v1 Event at level Metadata, in <c>audit.log</c>. Rotated by size.
/// A writer given instead of a directory gets the lines at once.
/// A full buffer makes requests wait: lines are lost only by a crash or a failing disk, which is reported.
/// </summary>
internal sealed class AuditLog : IAsyncDisposable
{
    private const int BufferedBytesMax = 4 << 20;
    private const long FileBytesMax = 100 * 1024 * 1024;
    private const int FilesMax = 5;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // Lines that come within this time are written together: a file write and a thread's waking per request would cost more than the line.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly string? _path;
    private readonly TextWriter? _writer;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _some = new(0, 1);
    private ArrayBufferWriter<byte> _lines = new();
    private ArrayBufferWriter<byte> _taken = new();
    private readonly Utf8JsonWriter _json;
    private TaskCompletionSource? _room;
    private bool _closed;
    private readonly Action<string, Exception> _onFault;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _writing;

    /// <summary>A log in a directory, or on a writer where one is given; both null keep none.</summary>
    public AuditLog(string? directory, TextWriter? writer, TimeProvider time, Action<string, Exception> onFault)
    {
        _writer = writer is null ? null : TextWriter.Synchronized(writer);
        _onFault = onFault;
        _time = time;
        _json = AuditLine.CreateWriter(_lines);
        _path = directory is null || writer is not null ? null : Path.Combine(directory, "audit.log");
        _writing = _path is null ? Task.CompletedTask : Task.Run(WriteLinesAsync);
    }

    /// <summary>Records a request.</summary>
    public ValueTask WriteAsync(AuditRecord record)
    {
        if (_writer is null)
            return _path is null ? ValueTask.CompletedTask : AddAsync(record);
        var line = new ArrayBufferWriter<byte>();
        using (var json = AuditLine.CreateWriter(line))
            AuditLine.Write(record, _time.GetUtcNow(), json);
        return new(_writer.WriteLineAsync(Encoding.UTF8.GetString(line.WrittenSpan)));
    }

    /// <summary>Writes what is buffered and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            _room?.TrySetResult();
            Wake();
        }

        await _closing.CancelAsync();
        await _writing;
        _closing.Dispose();
        _some.Dispose();
        await _json.DisposeAsync();
    }

    private ValueTask AddAsync(AuditRecord record)
    {
        lock (_lock)
        {
            if (_closed)
                throw new ObjectDisposedException(nameof(AuditLog));
            _json.Reset(_lines);
            AuditLine.Write(record, _time.GetUtcNow(), _json);
            _lines.Write("\n"u8);
            Wake();
            return _lines.WrittenCount < BufferedBytesMax
                ? ValueTask.CompletedTask
                : new((_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task);
        }
    }

    private void Wake()
    {
        if (_some.CurrentCount == 0)
            _some.Release();
    }

    // A disk that is full or gone is reported and tried again; when the server closes meanwhile, what could not be written is given up.
    private async Task WriteLinesAsync()
    {
        while (true)
        {
            try
            {
                await WriteLinesToFileAsync();
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _onFault("writing the audit log", exception);
                await Task.Delay(RetryDelay, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                if (_closing.IsCancellationRequested)
                    return;
            }
        }
    }

    private async Task WriteLinesToFileAsync()
    {
        var file = Open();
        try
        {
            while (await TakeAsync())
            {
                await file.WriteAsync(_taken.WrittenMemory);
                _taken.ResetWrittenCount();
                if (file.Length > FileBytesMax)
                    file = await RotateAsync(file);
            }
        }
        finally
        {
            await file.DisposeAsync();
        }
    }

    // What could not be written before is still there. False when all is written and no more can come.
    private async Task<bool> TakeAsync()
    {
        while (_taken.WrittenCount == 0)
        {
            lock (_lock)
            {
                (_lines, _taken) = (_taken, _lines);
                _room?.TrySetResult();
                _room = null;
                if (_taken.WrittenCount > 0)
                    return true;
                if (_closed)
                    return false;
            }

            await _some.WaitAsync();
            await Task.Delay(Gathering, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return true;
    }

    private async Task<FileStream> RotateAsync(FileStream file)
    {
        await file.DisposeAsync();
        for (var index = FilesMax - 1; index >= 1; index--)
        {
            if (File.Exists($"{_path}.{index}"))
                File.Move($"{_path}.{index}", $"{_path}.{index + 1}", overwrite: true);
        }

        File.Move(_path!, $"{_path}.1", overwrite: true);
        File.Delete($"{_path}.{FilesMax}");
        return Open();
    }

    private FileStream Open() => new(_path!, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
}
