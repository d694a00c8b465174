using System.Text;

namespace CloudOrchestrator.ServiceBus;

/// <summary>A message to be sent. The REST protocol's batches carry text, so the body is text.</summary>
public sealed class ServiceBusMessage(string body)
{
    /// <summary>The payload.</summary>
    public string Body { get; } = body;

    /// <summary>Id for tracing; the service makes one up when it is null.</summary>
    public string? MessageId { get; set; }

    /// <summary>Subject ("Label" on the wire).</summary>
    public string? Subject { get; set; }

    /// <summary>Correlation id.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>After this time the message vanishes; null: the queue's default.</summary>
    public TimeSpan? TimeToLive { get; set; }

    /// <summary>When the message becomes receivable, to the second; null: at once.</summary>
    public DateTimeOffset? ScheduledEnqueueTime { get; set; }

    /// <summary>Custom properties: strings, numbers and booleans.</summary>
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    /// <summary>Bytes that count against the service's limit for a message.</summary>
    public int Size => Encoding.UTF8.GetByteCount(Body)
        + ApplicationProperties.Sum(property => Encoding.UTF8.GetByteCount(property.Key) + (property.Value is string text ? Encoding.UTF8.GetByteCount(text) : sizeof(long)));
}
