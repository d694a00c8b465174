using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>
/// Objects decoded as their C# types. Those of kinds with a status are what controllers read over and over: stored objects keep them decoded, so that the
/// decoding for validation is the only one. Others are decoded and dropped.
/// </summary>
internal sealed class TypedObjects(KindRegistry kinds, Func<KindDescriptor, bool> isView)
{
    private readonly FrozenDictionary<KindDescriptor, Func<StoredObject, IKubernetesObject>> _reads =
        kinds.Kinds.Where(kind => kind.HasStatus && !isView(kind)).ToFrozenDictionary(kind => kind, kind => kind.Accept(new Reads()));

    /// <summary>A stored object decoded.</summary>
    public IKubernetesObject Of(KindDescriptor kind, StoredObject stored) =>
        _reads.TryGetValue(kind, out var read) ? read(stored) : kind.Decode(stored.Utf8.Span);

    /// <summary>What to keep of a new object that has been decoded and that nobody else sees before it is stored: itself at its revision, or nothing.</summary>
    public Func<string, IKubernetesObject>? Kept(KindDescriptor kind, IKubernetesObject typed)
    {
        if (!_reads.ContainsKey(kind))
            return null;
        return revision =>
        {
            SetResourceVersion(typed.Metadata, revision);
            return typed;
        };
    }

    // Metadata is immutable for everybody who can see it; here the revision is known only when the object is about to be stored.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_" + nameof(ObjectMeta.ResourceVersion))]
    private static extern void SetResourceVersion(ObjectMeta metadata, string? value);

    private sealed class Reads : IKindVisitor<Func<StoredObject, IKubernetesObject>>
    {
        public Func<StoredObject, IKubernetesObject> Visit<T>(KindDescriptor<T> kind)
            where T : class, IKubernetesObject => stored => stored.As<T>();
    }
}
