namespace CloudOrchestrator.Storage;

/// <summary>An object as stored: the UTF-8 JSON it is sent as, and what indexes need of it. Immutable.</summary>
public sealed class StoredObject
{
    private object? _typed;

    /// <summary>Decodes what indexes need from the object's JSON.</summary>
    public StoredObject(ObjectKey key, long revision, ReadOnlyMemory<byte> utf8) => throw new NotImplementedException();

    /// <summary>The object's key.</summary>
    public ObjectKey Key { get; }

    /// <summary>Its resourceVersion.</summary>
    public long Revision { get; }

    /// <summary>Complete JSON, resourceVersion included.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>metadata.uid.</summary>
    public string Uid { get; } = "";

    /// <summary>metadata.labels; empty when absent.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; } = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;

    /// <summary>UIDs in metadata.ownerReferences.</summary>
    public IReadOnlyList<string> OwnerUids { get; } = [];

    /// <summary>A fresh tree the caller may change.</summary>
    public JsonObject ToJsonObject() => throw new NotImplementedException();

    /// <summary>The object decoded as <typeparamref name="T"/>; decoded once and shared.</summary>
    public T As<T>()
        where T : class, IKubernetesObject =>
        (T)(_typed ??= ObjectJson.Deserialize<T>(Utf8.Span));
}
