using System.Globalization;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The time that one request may take: its token is cancelled when the caller gives up or the time is over, and the two are told apart.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly string _what;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;

    public TimeLimit(string what, TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _what = what;
        _limit = limit;
        _caller = caller;
        _clock = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _clock.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The time begins anew; false when it is over already.</summary>
    public bool Restart()
    {
        if (_clock.IsCancellationRequested)
            return false;
        _clock.CancelAfter(_limit);
        return true;
    }

    /// <summary>Runs what is limited.</summary>
    /// <exception cref="TimeoutException">The engine took too long.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(Token);
        }
        catch (Exception failure) when (_clock.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            throw new TimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"the container engine has not answered {_what} within {_limit.TotalSeconds:0.#} s"), failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
