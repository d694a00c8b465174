using System.Buffers.Binary;

namespace CloudOrchestrator.Storage;

/// <summary>Ids of appends: unique to this process by a random part, within it by a count.</summary>
internal sealed class WriteIds(IIdSource ids)
{
    private readonly Guid _process = Guid.Parse(ids.NewUid());
    private long _count;

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        _process.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) ^ Interlocked.Increment(ref _count));
        return new Guid(bytes);
    }
}
