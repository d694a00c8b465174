using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>Signs each request with a token of its own queue, made from the policy's key and kept for half its life.</summary>
internal sealed class SharedKeyPolicy(string keyName, string key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private const int MostTokens = 10_000;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri.ToUri();
        var resource = Resource(uri);
        var now = time.GetUtcNow();
        if (!_tokens.TryGetValue(resource, out var known) || known.Until <= now)
        {
            if (_tokens.Count >= MostTokens)
                _tokens.Clear();
            known = (ServiceBusSas.Create(new Uri(resource), keyName, key, now + Life), now + (Life / 2));
            _tokens[resource] = known;
        }
        message.Request.Headers.SetValue("Authorization", known.Token);
    }

    /// <summary>The queue a request is about: what comes before <c>/messages</c> or a sub-queue.</summary>
    private static string Resource(Uri uri)
    {
        var path = uri.AbsolutePath;
        var end = path.IndexOf("/messages", StringComparison.Ordinal);
        if (end >= 0)
            path = path[..end];
        var subQueue = path.IndexOf("/$", StringComparison.Ordinal);
        return uri.GetLeftPart(UriPartial.Authority) + (subQueue >= 0 ? path[..subQueue] : path);
    }
}
