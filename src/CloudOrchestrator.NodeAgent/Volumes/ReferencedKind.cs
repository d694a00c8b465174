namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>Watches single objects of one kind, each as long as some pod refers to it.</summary>
internal sealed class ReferencedKind<T>(IObjectClient client, TimeProvider time, Action<string> changed) : IAsyncDisposable
    where T : class, IKubernetesObject
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, Watched> _watched = [];

    public void Refer(string podUid, string @namespace, IReadOnlySet<string> names)
    {
        lock (_lock)
        {
            foreach (var (key, watched) in _watched.Where(entry => entry.Value.Pods.Contains(podUid) && !names.Contains(entry.Key.Name)).ToArray())
            {
                watched.Pods.Remove(podUid);
                if (watched.Pods.Count == 0 && _watched.Remove(key))
                    watched.Stop.Cancel();
            }
            foreach (var key in names.Select(name => new ObjectKey(@namespace, name)))
            {
                if (!_watched.TryGetValue(key, out var watched))
                    _watched[key] = watched = Watch(key);
                watched.Pods.Add(podUid);
            }
        }
    }

    public async Task<T?> GetAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        Watched? watched;
        lock (_lock)
        {
            watched = _watched.GetValueOrDefault(new ObjectKey(@namespace, name));
        }
        if (watched is null)
            throw new InvalidOperationException($"no pod has said that it refers to {@namespace}/{name}");
        await watched.Informer.SyncedAsync(cancellationToken);
        return watched.Informer.Items.GetValueOrDefault(new ObjectKey(@namespace, name));
    }

    public async ValueTask DisposeAsync()
    {
        Watched[] all;
        lock (_lock)
        {
            all = [.. _watched.Values];
            _watched.Clear();
        }
        foreach (var watched in all)
        {
            await OnContext.CancelAsync(watched.Stop);
            await watched.Running;
            watched.Stop.Dispose();
        }
    }

    private Watched Watch(ObjectKey key)
    {
        var query = new ListQuery { FieldSelector = $"metadata.name={key.Name}", AllowWatchBookmarks = true };
        var informer = new Informer<T>(client, key.Namespace, query, time);
        var watched = new Watched(informer, new CancellationTokenSource());
        watched.Running = RunAsync(watched);
        return watched;
    }

    private async Task RunAsync(Watched watched)
    {
        await Task.WhenAll(IgnoreCancellationAsync(watched.Informer.RunAsync(watched.Stop.Token)), IgnoreCancellationAsync(TellAsync(watched)));
    }

    private async Task TellAsync(Watched watched)
    {
        var token = watched.Stop.Token;
        await watched.Informer.SyncedAsync(token);
        while (!token.IsCancellationRequested)
        {
            var version = watched.Informer.Version;
            string[] pods;
            lock (_lock)
            {
                pods = [.. watched.Pods];
            }
            foreach (var pod in pods)
                changed(pod);
            await watched.Informer.ChangedAsync(version, token);
        }
    }

    private static async Task IgnoreCancellationAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The last pod that referred to it is gone.
        }
    }

    private sealed record Watched(Informer<T> Informer, CancellationTokenSource Stop)
    {
        public HashSet<string> Pods { get; } = new(StringComparer.Ordinal);

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
