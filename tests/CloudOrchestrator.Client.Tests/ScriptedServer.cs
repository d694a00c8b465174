using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CloudOrchestrator.Client.Tests;

/// <summary>A server of config maps that a test drives: it lists what it holds, watches from a revision, and fails on demand.</summary>
internal sealed class ScriptedServer : IObjectClient
{
    private readonly Dictionary<ObjectKey, ConfigMap> _items = [];
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private Channel<ObjectChange<ConfigMap>> _watch = Channel.CreateUnbounded<ObjectChange<ConfigMap>>();
    private int _revision = 10;

    /// <summary>What paces those who follow.</summary>
    public IWatchPacing? Pacing { get; init; }

    /// <summary>Calls that were made and not yet looked at.</summary>
    public int CallCount => _calls.Reader.Count;

    /// <summary>Thrown by every call while set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The next call the informer made: <c>list</c> or <c>watch REVISION</c>.</summary>
    public ValueTask<string> NextCallAsync() => _calls.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    public void Put(string name, string data, bool tell = true)
    {
        var type = _items.ContainsKey(new("ns", name)) ? "MODIFIED" : "ADDED";
        var value = new ConfigMap
        {
            Metadata = new() { Name = name, Namespace = "ns", ResourceVersion = $"{++_revision}" },
            Data = new Dictionary<string, string> { ["k"] = data },
        };
        _items[new("ns", name)] = value;
        if (tell)
            _watch.Writer.TryWrite(new(type, value));
    }

    public void Delete(string name)
    {
        _items.Remove(new("ns", name), out var value);
        _watch.Writer.TryWrite(new("DELETED", value! with { Metadata = value.Metadata with { ResourceVersion = $"{++_revision}" } }));
    }

    public void Bookmark() => _watch.Writer.TryWrite(new("BOOKMARK", new ConfigMap { Metadata = new() { ResourceVersion = $"{++_revision}" } }));

    /// <summary>Ends the running watch, with an exception or as a server whose time limit has come.</summary>
    public void EndWatch(Exception? exception = null)
    {
        var ended = _watch;
        _watch = Channel.CreateUnbounded<ObjectChange<ConfigMap>>();
        ended.Writer.Complete(exception);
    }

    public Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        _calls.Writer.TryWrite("list");
        if (Failure is not null)
            throw Failure;
        return Task.FromResult<ResultOf<ObjectList<T>>>(new ObjectList<T>([.. _items.Values.Cast<T>()], $"{_revision}"));
    }

    public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(
        string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var watch = _watch;
        _calls.Writer.TryWrite($"watch {query.ResourceVersion}");
        if (Failure is not null)
            throw Failure;
        await foreach (var change in watch.Reader.ReadAllAsync(cancellationToken))
            yield return new(change.Type, (T)(object)change.Value);
    }

    public Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class => throw new NotSupportedException();
}
