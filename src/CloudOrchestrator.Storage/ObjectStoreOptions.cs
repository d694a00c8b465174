namespace CloudOrchestrator.Storage;

/// <summary>How an <see cref="ObjectStore"/> works.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>Field indexes: by stream, then by name, the function that reads the value (<see cref="FieldIndex"/>). None by default.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>> Indexes { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>();

    /// <summary>Recent changes kept per stream for followers. Default 8,192.</summary>
    public int WindowChanges { get; init; } = 8_192;

    /// <summary>Bytes of recent changes kept per stream. Default 16 MiB.</summary>
    public long WindowBytes { get; init; } = 16 << 20;

    /// <summary>Most records of one append. Default 512.</summary>
    public int BatchRecordsMax { get; init; } = 512;

    /// <summary>An append takes no further record once its values reach this size. Default 4 MiB.</summary>
    public int BatchBytesMax { get; init; } = 4 << 20;

    /// <summary>How often a batch is decided again because other writers came first, before its mutations fail. Default 100.</summary>
    public int ConflictsMax { get; init; } = 100;

    /// <summary>How often an append whose outcome is unknown is sent in all. Default 5.</summary>
    public int AppendAttemptsMax { get; init; } = 5;

    /// <summary>Pause before an append of unknown outcome is sent again; doubles each time. Default 50 ms.</summary>
    public TimeSpan AppendRetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long records are kept. Default 7 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often maintenance looks at the streams in use. Default 1 minute.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The state of a stream is written when as many records have come as it has objects, but at least this many. Default 20,000.</summary>
    public int StateRecordsMin { get; init; } = 20_000;

    /// <summary>A state that lags by fewer records is written at this age. Default 6 hours.</summary>
    public TimeSpan StateAgeMax { get; init; } = TimeSpan.FromHours(6);

    /// <summary>
    /// True when other processes append to the same log: then every replica handed out has asked the log for its head after the request for it began, streams are
    /// not followed while nobody follows them here, and single objects are read without loading their stream where the log offers that. Default false.
    /// </summary>
    public bool SharedLog { get; init; }

    /// <summary>How old a replica may be for a read of one object that does not insist on the present; matters with a shared log only. Default 2 s.</summary>
    public TimeSpan StaleMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Is told of every append that this process has stored, before its writers get their answer: stream, first and last revision. What it throws is reported
    /// as a background failure and fails no write, and so is taking longer than <see cref="CommittedTimeMax"/>.
    /// </summary>
    public Func<string, long, long, CancellationToken, ValueTask>? Committed { get; init; }

    /// <summary>How long <see cref="Committed"/> may take before writers get their answer without it. Default 10 s.</summary>
    public TimeSpan CommittedTimeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Is told of failures in background work, which is tried again: the stream and the exception.</summary>
    public Action<string, Exception> BackgroundFailed { get; init; } = static (_, _) => { };

    internal IReadOnlyDictionary<string, Func<StoredObject, string?>> IndexesOf(string stream) =>
        Indexes.GetValueOrDefault(stream) ?? new Dictionary<string, Func<StoredObject, string?>>();
}
