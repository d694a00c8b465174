namespace CloudOrchestrator.Client;

/// <summary>What a list or watch asks for.</summary>
public sealed record ListQuery
{
    /// <summary>Label selector in query form.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in query form.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Watches start after this revision; lists are at least as new.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Watches send bookmarks.</summary>
    public bool AllowWatchBookmarks { get; init; }

    /// <summary>Watches send bookmarks and end at the first, which says that everything there was has been sent.</summary>
    public bool UntilCaughtUp { get; init; }

    /// <summary>Watches end after this time; null for the server's choice.</summary>
    public TimeSpan? Timeout { get; init; }
}
