using System.Collections.Immutable;

namespace CloudOrchestrator.Storage;

/// <summary>An object as stored: the UTF-8 JSON it is sent as, and what indexes need of it. Immutable.</summary>
public sealed class StoredObject
{
    private readonly (int Start, int Length) _labelsAt;
    private IReadOnlyDictionary<string, string>? _labels;
    private object? _typed;

    /// <summary>Decodes what indexes need from the object's JSON.</summary>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public StoredObject(ObjectKey key, long revision, ReadOnlyMemory<byte> utf8)
        : this(key, revision, utf8, MetadataScan.Of(utf8.Span))
    {
    }

    private StoredObject(ObjectKey key, long revision, ReadOnlyMemory<byte> utf8, in MetadataScan scan)
    {
        Key = key;
        Revision = revision;
        Utf8 = utf8;
        Uid = scan.Uid;
        OwnerUids = (IReadOnlyList<string>?)scan.OwnerUids ?? [];
        ResourceVersionAt = scan.ResourceVersion;
        _labelsAt = scan.Labels;
        IsDeleting = scan.Deleting;
        Generation = scan.Generation;
    }

    /// <summary>An object whose JSON has another resourceVersion yet.</summary>
    internal static StoredObject At(ObjectKey key, long revision, ReadOnlySpan<byte> utf8)
    {
        var scan = MetadataScan.Of(utf8);
        var written = ObjectEncoding.WithRevision(utf8, scan.ResourceVersion, revision);
        scan.ResizeResourceVersion(written.Length - utf8.Length);
        return new StoredObject(key, revision, written, scan);
    }

    /// <summary>The object's key.</summary>
    public ObjectKey Key { get; }

    /// <summary>Its resourceVersion.</summary>
    public long Revision { get; }

    /// <summary>Complete JSON, resourceVersion included.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>metadata.uid.</summary>
    public string Uid { get; }

    /// <summary>metadata.labels; empty when absent. Decoded on first use.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels ??=
        _labelsAt.Length <= 2 ? ImmutableDictionary<string, string>.Empty : MetadataScan.ReadLabels(Utf8.Span.Slice(_labelsAt.Start, _labelsAt.Length));

    /// <summary>True when metadata.deletionTimestamp is set: the object is on its way out.</summary>
    public bool IsDeleting { get; }

    /// <summary>UIDs in metadata.ownerReferences.</summary>
    public IReadOnlyList<string> OwnerUids { get; }

    /// <summary>metadata.generation, which counts the changes of the spec; 0 for kinds that do not count them.</summary>
    internal long Generation { get; }

    /// <summary>metadata.labels as they are written; empty when absent.</summary>
    internal ReadOnlySpan<byte> LabelsText => Utf8.Span.Slice(_labelsAt.Start, _labelsAt.Length);

    /// <summary>Where the resourceVersion's digits lie in <see cref="Utf8"/>.</summary>
    internal (int Start, int Length) ResourceVersionAt { get; }

    /// <summary>Values of the stream's field indexes, set once by the replica.</summary>
    internal string?[] IndexValues { get; set; } = [];

    /// <summary>A fresh tree the caller may change.</summary>
    public JsonObject ToJsonObject() =>
        JsonNode.Parse(Utf8.Span, documentOptions: new JsonDocumentOptions { MaxDepth = ObjectJsonReader.DepthMax })!.AsObject();

    /// <summary>The object decoded as <typeparamref name="T"/>; decoded once and shared. Threads that race decode twice and agree on the value.</summary>
    public T As<T>()
        where T : class, IKubernetesObject
    {
        if (Volatile.Read(ref _typed) is T typed)
            return typed;
        typed = ObjectJson.Deserialize<T>(Utf8.Span);
        Volatile.Write(ref _typed, typed);
        return typed;
    }

    /// <summary>Takes what decoding would give from a writer who has it.</summary>
    internal void Know(IKubernetesObject typed) => Volatile.Write(ref _typed, typed);
}
