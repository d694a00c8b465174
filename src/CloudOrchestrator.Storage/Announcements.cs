namespace CloudOrchestrator.Storage;

/// <summary>
/// Tells of stored appends and then lets their writers go, without holding up the next append meanwhile. For one stream's committer.
/// </summary>
internal sealed class Announcements(string stream, ObjectStoreOptions options, TimeProvider time)
{
    private Task _running = Task.CompletedTask;

    /// <summary>Tells of the batch if there is anything to tell and somebody to be told, then completes its mutations.</summary>
    public void Complete(CommitBatch batch)
    {
        if (options.Committed is null || batch.Records.Count == 0)
        {
            batch.Complete();
            return;
        }

        var told = TellAsync(batch);
        _running = _running.IsCompleted ? told : Task.WhenAll(_running, told);
    }

    /// <summary>Completes when everything begun has ended.</summary>
    public Task SettledAsync() => _running;

    private async Task TellAsync(CommitBatch batch)
    {
        using var limit = new CancellationTokenSource(options.CommittedTimeMax, time);
        try
        {
            var told = options.Committed!(stream, batch.Records[0].Revision, batch.Records[^1].Revision, limit.Token).AsTask();
            await OnContext.WaitAsync(told, limit.Token);
        }
        catch (Exception exception)
        {
            options.BackgroundFailed(stream, limit.IsCancellationRequested
                ? new TimeoutException($"telling of revisions up to {batch.Records[^1].Revision} took longer than {options.CommittedTimeMax}", exception)
                : exception);
        }
        finally
        {
            batch.Complete();
        }
    }
}
