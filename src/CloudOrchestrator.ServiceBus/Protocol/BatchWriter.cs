using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CloudOrchestrator.ServiceBus.Protocol;

/// <summary>Packs messages into the JSON bodies of batch sends, each within the limits.</summary>
internal static class BatchWriter
{
    public const string ContentType = "application/vnd.microsoft.servicebus.json";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The batches, in the messages' order, each with its number of messages.</summary>
    /// <exception cref="ServiceBusException">One message alone is beyond the limit.</exception>
    public static IEnumerable<Batch> Pack(IEnumerable<ServiceBusMessage> messages, int maxBytes, int maxMessages)
    {
        var batch = new List<byte[]>();
        var size = 2;
        var units = 0L;
        foreach (var message in messages)
        {
            var json = Write(message);
            if (json.Length + 2 > maxBytes)
                throw new ServiceBusException(ServiceBusFailureReason.QuotaExceeded, $"a message is {json.Length} bytes on the wire, at most {maxBytes} fit into a request");
            if (batch.Count > 0 && (size + json.Length + 1 > maxBytes || batch.Count == maxMessages))
            {
                yield return new Batch(Join(batch, size), batch.Count, units);
                batch.Clear();
                (size, units) = (2, 0);
            }
            batch.Add(json);
            size += json.Length + 1;
            units += Units(message);
        }
        if (batch.Count > 0)
            yield return new Batch(Join(batch, size), batch.Count, units);
    }

    /// <summary>A message is metered per 64 KB begun.</summary>
    private static long Units(ServiceBusMessage message) => Math.Max(1, (message.Size + 65_535L) / 65_536);

    private static byte[] Write(ServiceBusMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + message.Body.Length);
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        json.WriteString("Body", message.Body);
        WriteBrokerProperties(json, message);
        if (message.ApplicationProperties.Count > 0)
        {
            json.WriteStartObject("UserProperties");
            foreach (var (name, value) in message.ApplicationProperties)
                WriteProperty(json, name, value);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBrokerProperties(Utf8JsonWriter json, ServiceBusMessage message)
    {
        json.WriteStartObject("BrokerProperties");
        if (message.MessageId is { } id)
            json.WriteString("MessageId", id);
        if (message.Subject is { } subject)
            json.WriteString("Label", subject);
        if (message.CorrelationId is { } correlation)
            json.WriteString("CorrelationId", correlation);
        if (message.TimeToLive is { } timeToLive)
            json.WriteNumber("TimeToLive", timeToLive.TotalSeconds);
        if (message.ScheduledEnqueueTime is { } scheduled)
            json.WriteString("ScheduledEnqueueTimeUtc", BrokerDate.Write(scheduled));
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            default:
                throw new ArgumentException($"application property '{name}' is a {value.GetType().Name}; strings, numbers and booleans travel");
        }
    }

    private static byte[] Join(List<byte[]> messages, int size)
    {
        var joined = new List<byte>(size) { (byte)'[' };
        foreach (var message in messages)
        {
            if (joined.Count > 1)
                joined.Add((byte)',');
            joined.AddRange(message);
        }
        joined.Add((byte)']');
        return [.. joined];
    }

    /// <summary>A request's body, the messages in it and the operations it is billed as.</summary>
    internal sealed record Batch(byte[] Json, int Messages, long Units);
}
