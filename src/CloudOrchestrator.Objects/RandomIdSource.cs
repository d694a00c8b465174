using System.Security.Cryptography;

namespace CloudOrchestrator.Objects;

/// <summary>Ids from the operating system's cryptographic source.</summary>
public sealed class RandomIdSource : IIdSource
{
    /// <inheritdoc/>
    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <inheritdoc/>
    public string NewSuffix(int length = 5) => RandomNumberGenerator.GetString(IIdSource.SuffixAlphabet, length);
}
