using System.Globalization;

namespace CloudOrchestrator.Objects;

/// <summary>The time that work may take: its token is cancelled when the caller gives up or the time is over, and the two are told apart.</summary>
public sealed class TimeLimit : IDisposable
{
    private readonly string _missed;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;

    /// <summary>The time begins now.</summary>
    /// <param name="missed">What has not happened when the time is over, as the first half of a sentence: <c>the engine has not answered</c>.</param>
    /// <param name="limit">How long the work may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="caller">The caller's wish to give up.</param>
    public TimeLimit(string missed, TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _missed = missed;
        _limit = limit;
        _caller = caller;
        _clock = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _clock.Token);
    }

    /// <summary>Runs work that has one limit from beginning to end.</summary>
    /// <exception cref="TimeoutException">The work took too long.</exception>
    public static async Task<T> RunAsync<T>(
        string missed, TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> work, CancellationToken caller)
    {
        using var limited = new TimeLimit(missed, limit, time, caller);
        return await limited.RunAsync(work);
    }

    /// <summary>Runs what is limited. Whatever fails once the time is over has failed for that reason.</summary>
    /// <exception cref="TimeoutException">The work took too long.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(_either.Token);
        }
        catch (Exception failure) when (_clock.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{_missed} within {_limit.TotalSeconds:0.#} s"), failure);
        }
    }

    /// <summary>The time begins anew, unless it is over already.</summary>
    public void Restart() => _clock.CancelAfter(_limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
