using System.Collections.Frozen;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer;

/// <summary>What every part of the server works with.</summary>
internal sealed record ServerParts(KindRegistry Kinds, IObjectStore Store, TimeProvider Time, IIdSource Ids, ApiServerOptions Options)
{
    private readonly FrozenSet<KindDescriptor> _views =
        Kinds.Kinds.Where(kind => Kinds.Kinds.First(other => other.Stream == kind.Stream) != kind).ToFrozenSet();

    private TypedObjects? _typed;

    /// <summary>Turns trees into the bytes that are stored.</summary>
    public EncodingPool Encodings { get; } = new();

    /// <summary>Objects decoded as their C# types.</summary>
    public TypedObjects Typed => _typed ??= new TypedObjects(Kinds, IsView);

    /// <summary>The time, as metadata records it.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>True when the stream holds another form of the kind's objects, so that stored bytes cannot be sent as they are.</summary>
    public bool IsView(KindDescriptor kind) => _views.Contains(kind);
}
