namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>Content of a <c>runtime.Unknown</c> envelope.</summary>
public sealed record ProtobufEnvelope(GroupVersionKind Kind, ReadOnlyMemory<byte> Raw);
