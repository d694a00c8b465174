using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Authentication;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Policy.Evictions;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Objects.Patching;

namespace CloudOrchestrator.Testing.Stores;

/// <summary>
/// The API as a node agent uses it, in memory: revisions, conflicts, watches with field selectors on names and node names, graceful deletion of pods, merge
/// patches and tokens. No defaults, no validation, no admission.
/// </summary>
public sealed class MemoryObjectClient(TimeProvider time, IIdSource ids) : IObjectClient
{
    private const int TokenSecondsDefault = 3600;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Type Kind, ObjectKey Key), IKubernetesObject> _objects = [];
    private readonly List<Channel<(long Revision, string Type, IKubernetesObject Value)>> _watchers = [];
    private readonly List<(long Revision, string Type, IKubernetesObject Value)> _history = [];
    private long _revision;

    /// <summary>Tokens that were asked for.</summary>
    public int TokenCount { get; private set; }

    /// <summary>Asked before each eviction; an answer refuses it.</summary>
    public Func<string, ApiStatus?> RefuseEviction { get; set; } = static _ => null;

    /// <summary>All objects of a kind.</summary>
    public IReadOnlyList<T> All<T>()
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            return [.. _objects.Values.OfType<T>()];
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            return Task.FromResult(Find<T>(@namespace, name) is { } found ? (ResultOf<T>)found : Missing<T>(name));
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            return Task.FromResult<ResultOf<ObjectList<T>>>(new ObjectList<T>(
                [.. _objects.Values.OfType<T>().Where(value => Matches(value, @namespace, query.FieldSelector))],
                    _revision.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var changes = Channel.CreateUnbounded<(long Revision, string Type, IKubernetesObject Value)>();
        lock (_lock)
        {
            var after = long.Parse(query.ResourceVersion ?? "0", CultureInfo.InvariantCulture);
            foreach (var past in _history.Where(change => change.Revision > after))
                changes.Writer.TryWrite(past);
            _watchers.Add(changes);
        }
        await foreach (var (_, type, value) in changes.Reader.ReadAllAsync(cancellationToken))
        {
            if (value is T typed && Matches(typed, @namespace, query.FieldSelector))
                yield return new ObjectChange<T>(type, typed);
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            if (Find<T>(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "") is not null)
                return Task.FromResult<ResultOf<T>>(ApiStatuses.AlreadyExists(Resource<T>(), value.Metadata.Name ?? ""));
            var json = ObjectJson.ToJsonObject(value);
            json["metadata"]!["uid"] ??= ids.NewUid();
            json["metadata"]!["creationTimestamp"] = Timestamps.Format(time.GetUtcNow());
            return Task.FromResult<ResultOf<T>>(Put<T>(json, "ADDED"));
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            var name = value.Metadata.Name ?? "";
            if (Find<T>(value.Metadata.Namespace ?? "", name) is not { } current)
                return Task.FromResult(Missing<T>(name));
            if (value.Metadata.ResourceVersion is { } version && version != current.Metadata.ResourceVersion)
                return Task.FromResult<ResultOf<T>>(ApiStatuses.Modified(Resource<T>(), name));
            var json = ObjectJson.ToJsonObject(current);
            var wanted = ObjectJson.ToJsonObject(value);
            if (subresource is null)
            {
                wanted["status"] = json["status"]?.DeepClone();
                json = wanted;
            }
            else
            {
                json[subresource] = wanted[subresource]?.DeepClone();
            }
            return Task.FromResult<ResultOf<T>>(Put<T>(json, "MODIFIED"));
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            return Task.FromResult(Find<T>(@namespace, name) is { } current
                ? (ResultOf<T>)Put<T>(JsonMergePatch.Apply(ObjectJson.ToJsonObject(current), patch.Body.AsObject()), "MODIFIED")
                : Missing<T>(name));
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            if (Find<T>(@namespace, name) is not { } current)
                return Task.FromResult(ResultOf<ApiStatus>.Failure(Missing<T>(name).Error!));
            if (options.Preconditions?.Uid is { } uid && uid != current.Metadata.Uid)
                return Task.FromResult(ResultOf<ApiStatus>.Failure(ApiStatuses.Modified(Resource<T>(), name)));
            var grace = options.GracePeriodSeconds ?? (current as Pod)?.Spec?.TerminationGracePeriodSeconds ?? 30;
            if (current is Pod && grace > 0)
            {
                var json = ObjectJson.ToJsonObject(current);
                json["metadata"]!["deletionTimestamp"] = Timestamps.Format(time.GetUtcNow().AddSeconds(grace));
                json["metadata"]!["deletionGracePeriodSeconds"] = grace;
                Put<T>(json, "MODIFIED");
            }
            else
            {
                _objects.Remove((typeof(T), new ObjectKey(@namespace, name)));
                Tell("DELETED", current);
            }
            return Task.FromResult(ResultOf<ApiStatus>.Success(ApiStatuses.Success()));
        }
    }

    /// <inheritdoc/>
    public async Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class
    {
        if (body is Eviction eviction)
        {
            var refusal = RefuseEviction(name) ?? (await DeleteAsync<Pod>(@namespace, name, eviction.DeleteOptions ?? new DeleteOptions(), cancellationToken)).Error;
            return refusal is null ? body : refusal;
        }
        var request = (TokenRequest)(object)body;
        TokenCount++;
        var seconds = request.Spec.ExpirationSeconds is var asked and > 0 ? asked : TokenSecondsDefault;
        var answer = request with { Status = new TokenRequestStatus { Token = $"token-{TokenCount}", ExpirationTimestamp = time.GetUtcNow().AddSeconds((double)seconds) } };
        return (TBody)(object)answer;
    }

    private static bool Matches(IKubernetesObject value, string? @namespace, string? fieldSelector)
    {
        if (@namespace is not null && (value.Metadata.Namespace ?? "") != @namespace)
            return false;
        return fieldSelector?.Split('=', 2) switch
        {
            null => true,
            ["metadata.name", var name] => value.Metadata.Name == name,
            ["spec.nodeName!", ""] => (value as Pod)?.Spec?.NodeName is { Length: > 0 },
            ["spec.nodeName", var node] => (value as Pod)?.Spec?.NodeName == node,
            _ => throw new NotSupportedException(fieldSelector),
        };
    }

    private static ResourceName Resource<T>() => new("", "v1", typeof(T).Name.ToLowerInvariant() + "s");

    private static ResultOf<T> Missing<T>(string name) => ApiStatuses.NotFound(Resource<T>(), name);

    private T? Find<T>(string @namespace, string name)
        where T : class, IKubernetesObject => _objects.GetValueOrDefault((typeof(T), new ObjectKey(@namespace, name))) as T;

    private T Put<T>(JsonObject json, string type)
        where T : class, IKubernetesObject
    {
        json["metadata"]!["resourceVersion"] = (_revision + 1).ToString(CultureInfo.InvariantCulture);
        var value = ObjectJson.Deserialize<T>(json);
        _objects[(typeof(T), new ObjectKey(value.Metadata.Namespace ?? "", value.Metadata.Name ?? ""))] = value;
        Tell(type, value);
        return value;
    }

    private void Tell(string type, IKubernetesObject value)
    {
        _history.Add((++_revision, type, value));
        foreach (var watcher in _watchers)
            watcher.Writer.TryWrite((_revision, type, value));
    }
}
