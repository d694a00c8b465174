using System.Text;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A message as it is sent.</summary>
public sealed record BrokerMessage
{
    /// <summary>The payload.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The sender's id; the broker makes one up when it is empty.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The subject ("Label" on the wire).</summary>
    public string? Label { get; init; }

    /// <summary>Correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Address of the receiver, not interpreted.</summary>
    public string? To { get; init; }

    /// <summary>Address for replies, not interpreted.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Session, kept but without meaning on queues without sessions.</summary>
    public string? SessionId { get; init; }

    /// <summary>Time after which the message expires; null: the queue's default.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>When the message becomes receivable; null: at once.</summary>
    public DateTimeOffset? ScheduledEnqueueTime { get; init; }

    /// <summary>Custom properties: strings, numbers (long or double), booleans and dates.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>();

    /// <summary>Bytes that count against the limits: body and custom properties.</summary>
    public long Size => Body.Length + PropertiesSize;

    /// <summary>Bytes of the custom properties, names included.</summary>
    internal long PropertiesSize => Properties.Sum(property => Encoding.UTF8.GetByteCount(property.Key) + PropertySize(property.Value));

    /// <summary>A message with a text body.</summary>
    public static BrokerMessage FromText(string body) => new() { Body = Encoding.UTF8.GetBytes(body) };

    private static long PropertySize(object value) => value is string text ? Encoding.UTF8.GetByteCount(text) : sizeof(long);
}
