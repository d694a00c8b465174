using System.Collections.Concurrent;
using CloudOrchestrator.Kinds.Authentication;
using CloudOrchestrator.Kinds.Core.ServiceAccounts;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>Service account tokens for pods: requested when needed, kept until four fifths of their life are over, or a day.</summary>
public sealed class TokenSource(IObjectClient client, TimeProvider time)
{
    private const double RefreshAfterPart = 0.8;
    private static readonly TimeSpan RefreshAfterMax = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(string PodUid, string Audience, long Seconds), Held> _held = new();

    /// <summary>A token bound to the pod and when to ask for the next.</summary>
    /// <exception cref="VolumeException">The API server gives none.</exception>
    public async Task<(string Token, DateTimeOffset RefreshAt)> GetAsync(Pod pod, string? audience, long expirationSeconds, CancellationToken cancellationToken)
    {
        var key = (pod.Metadata.Uid ?? "", audience ?? "", expirationSeconds);
        if (_held.TryGetValue(key, out var held) && held.RefreshAt > time.GetUtcNow())
            return (held.Token, held.RefreshAt);
        var request = new TokenRequest
        {
            Kind = "TokenRequest",
            ApiVersion = "authentication.k8s.io/v1",
            Spec = new TokenRequestSpec
            {
                Audiences = string.IsNullOrEmpty(audience) ? [] : [audience],
                ExpirationSeconds = expirationSeconds,
                BoundObjectRef = new BoundObjectReference { Kind = "Pod", ApiVersion = "v1", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
            },
        };
        var account = pod.Spec?.ServiceAccountName is { Length: > 0 } named ? named : "default";
        var outcome = await client.PostAsync<ServiceAccount, TokenRequest>(pod.Metadata.Namespace ?? "", account, "token", request, cancellationToken);
        if (!outcome.Succeeded || outcome.Value.Status is not { } status)
        {
            // A token that has not expired is better than none.
            if (held is not null && held.ExpiresAt > time.GetUtcNow())
                return (held.Token, time.GetUtcNow() + TimeSpan.FromMinutes(1));
            throw new VolumeException($"failed to fetch token: {outcome.Error?.Message ?? "the answer has no status"}");
        }
        var expiresAt = status.ExpirationTimestamp ?? time.GetUtcNow().AddSeconds(expirationSeconds);
        var life = expiresAt - time.GetUtcNow();
        var refreshIn = life * RefreshAfterPart < RefreshAfterMax ? life * RefreshAfterPart : RefreshAfterMax;
        var fresh = new Held(status.Token, expiresAt, time.GetUtcNow() + refreshIn);
        _held[key] = fresh;
        return (fresh.Token, fresh.RefreshAt);
    }

    /// <summary>Forgets a pod's tokens.</summary>
    public void Forget(string podUid)
    {
        foreach (var key in _held.Keys.Where(key => key.PodUid == podUid))
            _held.TryRemove(key, out _);
    }

    private sealed record Held(string Token, DateTimeOffset ExpiresAt, DateTimeOffset RefreshAt);
}
