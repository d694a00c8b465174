namespace CloudOrchestrator.Client;

/// <summary>Growing delays between attempts to reach a server.</summary>
internal sealed class RetryDelay(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next = First;

    /// <summary>The server answered: the next failure starts with the shortest delay again.</summary>
    public void Reset() => _next = First;

    /// <summary>Waits, at least as long as the server asked for.</summary>
    public Task WaitAsync(TimeSpan asked, CancellationToken cancellationToken)
    {
        // Many clients lose the same server at the same moment; up to a quarter more keeps them from returning at the same moment.
        var delay = _next + (_next * (time.GetTimestamp() % 251 / 1000.0));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return Task.Delay(delay > asked ? delay : asked, time, cancellationToken);
    }
}
