namespace CloudOrchestrator.Objects;

/// <summary>
/// The clock of a service as the Date headers of its answers show it: the machine's own, set right when it is off by more than a header of whole seconds can tell. Whoever
/// shares a service shares its clock, however wrong their machines' are. Right to one and a half times the tolerance and half a second.
/// </summary>
/// <param name="local">The machine's clock, which also measures time.</param>
/// <param name="tolerance">
/// The difference that is not acted on; more than a second. An answer that was longer under way, such as that of a long poll or one read by a process that was frozen
/// meanwhile, does not tell what time it is.
/// </param>
public sealed class ServiceClock(TimeProvider local, TimeSpan tolerance) : TimeProvider
{
    private long _offset;

    /// <inheritdoc/>
    public override long TimestampFrequency => local.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    /// <summary>What is added to the machine's clock.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref _offset));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => local.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => local.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => local.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// The service said that it is <paramref name="date"/>, in an answer that has just come to a request that was sent at the timestamp <paramref name="sent"/>. True when
    /// that set the clock.
    /// </summary>
    public bool Observe(DateTimeOffset date, long sent)
    {
        // In this order: a process that is frozen in between has waited long for its answer.
        var now = local.GetUtcNow();
        var taken = local.GetElapsedTime(sent);
        if (taken > tolerance)
            return false;

        // The header is cut to whole seconds, and the answer is half its way old.
        var offset = date + TimeSpan.FromSeconds(0.5) + (taken / 2) - now;
        if ((offset - Offset).Duration() <= tolerance)
            return false;
        Volatile.Write(ref _offset, offset.Duration() <= tolerance ? 0 : offset.Ticks);
        return true;
    }
}
