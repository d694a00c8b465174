using System.Buffers.Binary;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>
/// Keeps answers of other resolvers for a short time: enough for the burst of equal questions that search paths cause, short enough to matter to nobody.
/// </summary>
internal sealed class DnsCache(TimeProvider time)
{
    private const int EntriesMax = 1000;
    private static readonly TimeSpan KeepMax = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<DnsCacheKey, (byte[] Message, long StoredAt, TimeSpan Keep)> _entries = [];

    /// <summary>A kept response with the client's id, and times to live reduced by its age; null when there is none.</summary>
    public byte[]? Find(DnsCacheKey key, ushort id)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
                return null;
            var age = time.GetElapsedTime(entry.StoredAt);
            if (age >= entry.Keep)
            {
                _entries.Remove(key);
                return null;
            }

            var message = entry.Message.ToArray();
            BinaryPrimitives.WriteUInt16BigEndian(message, id);
            foreach (var position in DnsReader.TimesToLive(message))
            {
                var left = BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(position));
                BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(position), left - Math.Min(left, (uint)age.TotalSeconds));
            }

            return message;
        }
    }

    /// <summary>Keeps a response if it may be kept: whole, an answer or a denial, with a time to live.</summary>
    public void Store(DnsCacheKey key, byte[] message)
    {
        var flags = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(2));
        var code = (DnsResponseCode)(flags & 0xF);
        if ((flags & 0x0200) != 0 || code is not (DnsResponseCode.NoError or DnsResponseCode.NameError))
            return;
        var times = DnsReader.TimesToLive(message).Select(position => BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(position))).ToList();
        if (times.Count == 0 || times.Min() == 0)
            return;
        var keep = TimeSpan.FromSeconds(Math.Min(times.Min(), KeepMax.TotalSeconds));
        lock (_lock)
        {
            if (_entries.Count >= EntriesMax)
                _entries.Clear();
            _entries[key] = (message, time.GetTimestamp(), keep);
        }
    }
}
