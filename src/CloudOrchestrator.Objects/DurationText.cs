namespace CloudOrchestrator.Objects;

/// <summary>Durations as fields of objects hold them: <c>1h30m</c>, <c>45s</c>.</summary>
public static class DurationText
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The duration; null when the text is absent or no duration.</summary>
    public static TimeSpan? Parse(string? text) =>
        text is not null && GoDuration.TryParse(text, out var nanoseconds) ? TimeSpan.FromTicks(nanoseconds / NanosecondsPerTick) : null;
}
