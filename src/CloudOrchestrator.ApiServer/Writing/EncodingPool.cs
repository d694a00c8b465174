using System.Collections.Concurrent;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Encodes objects on any thread, with buffers that are used again.</summary>
internal sealed class EncodingPool
{
    private readonly ConcurrentBag<ObjectEncoding> _idle = [];

    /// <summary>Compact UTF-8 JSON with metadata.resourceVersion set, in the tree as well.</summary>
    public byte[] Encode(JsonObject value, long revision)
    {
        if (!_idle.TryTake(out var encoding))
            encoding = new ObjectEncoding();
        var encoded = encoding.Encode(value, revision);
        _idle.Add(encoding);
        return encoded;
    }
}
