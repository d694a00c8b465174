namespace CloudOrchestrator.Simulation;

/// <summary>
/// One connection of a watch. A watcher that reconnects has several, told apart by <see cref="Id"/> and tied together by <see cref="Watcher"/>: the next begins
/// where the last ended unless it began anew.
/// </summary>
public sealed class HistoryWatch
{
    /// <summary>Position among the watches.</summary>
    public required int Id { get; init; }

    /// <summary>Who watches; one watcher holds one connection at a time.</summary>
    public required string Watcher { get; init; }

    /// <summary>The API server that was asked.</summary>
    public string Server { get; set; } = "";

    /// <summary>The stream watched.</summary>
    public required string Stream { get; init; }

    /// <summary>The namespace watched; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>The only name watched, by field selector; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>The node whose pods are watched, by field selector; null for all pods.</summary>
    public string? Node { get; init; }

    /// <summary>Label selector of the watch; null for all objects.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>
    /// The resourceVersion it started after. Null or <c>0</c>: the watch itself says first what there is (as ADDED). Otherwise what the watcher knew: the
    /// revision of a list, of the last event or of a bookmark.
    /// </summary>
    public string? ResourceVersion { get; init; }

    /// <summary>The objects that the watcher knew when it started, when it listed before; null when it went on or asked for everything.</summary>
    public IReadOnlyList<HistoryListed>? Known { get; init; }

    /// <summary>When it was asked for.</summary>
    public required long StartedStep { get; init; }

    /// <summary>The time of that.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>What was delivered, in order, bookmarks included.</summary>
    public List<HistoryWatchEvent> Events { get; } = [];

    /// <summary>When it ended; null when it was open at the end of the run.</summary>
    public long? EndedStep { get; set; }

    /// <summary>The time of that.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>
    /// Why it ended: <c>closed</c> by the server in order, <c>cut</c> by a fault, <c>left</c> by the watcher, or the reason of the server's error (<c>Expired</c>).
    /// </summary>
    public string? EndedBecause { get; set; }
}
