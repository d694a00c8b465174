using System.Collections.Concurrent;
using CloudOrchestrator.Storage.Files;

namespace CloudOrchestrator.Storage;

/// <summary>
/// A revision log in a directory, for one process at a time. What is acknowledged has been flushed to the disk, directory entries included. A crash
/// at any byte of a write loses nothing acknowledged: the unfinished tail is cut off at the next start. Any other damage is reported
/// (<see cref="LogCorruptException"/>), never skipped. Concurrent appends share a flush.
/// </summary>
public sealed class FileLog : IRevisionLog
{
    private readonly ConcurrentDictionary<string, Lazy<StreamFolder>> _streams = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _recovered = new();
    private readonly string _streamsDirectory;
    private readonly FileLogOptions _options;
    private readonly TimeProvider _time;
    private readonly FileStream _lock;

    private FileLog(string streamsDirectory, FileLogOptions options, TimeProvider time, FileStream lockFile)
    {
        _streamsDirectory = streamsDirectory;
        _options = options;
        _time = time;
        _lock = lockFile;
    }

    /// <summary>A line for every unfinished append that was cut off since the log was opened.</summary>
    public IReadOnlyCollection<string> RecoveredTails => _recovered;

    /// <summary>Opens a directory, which is created when missing.</summary>
    /// <exception cref="IOException">Another process has it open, or it cannot be written.</exception>
    public static FileLog Open(string directory, FileLogOptions options, TimeProvider time)
    {
        DurableFiles.CreateDirectory(directory);
        var lockPath = Path.Combine(directory, "lock");
        FileStream lockFile;
        try
        {
            lockFile = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"{directory} is in use by another process ({lockPath} is locked)", exception);
        }

        var streams = Path.Combine(directory, "streams");
        DurableFiles.CreateDirectory(streams);
        return new FileLog(streams, options, time, lockFile);
    }

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendRules.Check(expectedHead, records);
        return For(stream).AppendAsync(expectedHead, records);
    }

    /// <inheritdoc/>
    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Task.FromResult(For(stream).Read(after, limit));
    }

    /// <inheritdoc/>
    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(For(stream).Signal.Head);
    }

    /// <inheritdoc/>
    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) =>
        For(stream).Signal.PassedAsync(after, limit, _time, cancellationToken);

    /// <inheritdoc/>
    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(For(stream).ReadState());
    }

    /// <inheritdoc/>
    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) =>
        Task.Run(() => For(stream).WriteState(state), cancellationToken);

    /// <inheritdoc/>
    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) =>
        Task.Run(() => For(stream).Trim(before), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<string>>(
        [
            .. Directory.GetDirectories(_streamsDirectory)
                .Select(folder => Uri.UnescapeDataString(Path.GetFileName(folder)))
                .Where(stream => For(stream).Signal.Head > 0)
                .Order(StringComparer.Ordinal),
        ]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams.Values.Where(stream => stream.IsValueCreated))
            await stream.Value.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private StreamFolder For(string stream) => _streams.GetOrAdd(stream, Load).Value;

    private Lazy<StreamFolder> Load(string stream) =>
        new(() => StreamFolder.Open(Path.Combine(_streamsDirectory, Uri.EscapeDataString(stream)), _options, _recovered.Enqueue));
}
