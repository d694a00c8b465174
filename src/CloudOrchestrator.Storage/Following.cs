namespace CloudOrchestrator.Storage;

/// <summary>One reader of a stream's changes. Counts as a follower from the first time it has to wait until it is disposed of.</summary>
internal sealed class Following(Followers followers) : IDisposable
{
    private bool _began;

    public void Begin()
    {
        if (_began)
            return;
        _began = true;
        followers.Enter();
    }

    public void Dispose()
    {
        if (_began)
            followers.Leave();
    }
}
