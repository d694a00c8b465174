using System.Buffers.Binary;

namespace CloudOrchestrator.Storage.Files;

/// <summary>First bytes of each file: what it is, a revision, and a checksum of both.</summary>
internal static class FileHeader
{
    public const int Size = 20;

    /// <summary>A segment; the revision is that of its first record. Reads "COLOG001".</summary>
    public const ulong Segment = 0x3130_3047_4F4C_4F43;

    /// <summary>A materialised state; the revision is the one it was taken at. Reads "COSTA001".</summary>
    public const ulong State = 0x3130_3041_5453_4F43;

    public static byte[] Encode(ulong type, long revision)
    {
        var header = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(header, type);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), revision);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), Crc32C.Compute(header.AsSpan(0, 16)));
        return header;
    }

    /// <summary>The revision, or null when the bytes are no header of that type.</summary>
    public static long? Decode(ReadOnlySpan<byte> header, ulong type) =>
        header.Length >= Size
        && BinaryPrimitives.ReadUInt64LittleEndian(header) == type
        && BinaryPrimitives.ReadUInt32LittleEndian(header[16..]) == Crc32C.Compute(header[..16])
            ? BinaryPrimitives.ReadInt64LittleEndian(header[8..])
            : null;
}
