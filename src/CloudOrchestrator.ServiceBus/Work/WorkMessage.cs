using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CloudOrchestrator.Objects;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>
/// What one message on the work queue says: these keys want looking at. References only, never objects. On the wire it is JSON,
/// <c>{"items":[["controller","namespace","name"],…],"attempt":1,"traceparent":"00-…"}</c>.
/// </summary>
/// <param name="Items">The items.</param>
/// <param name="Attempt">1 at the first try; an item that failed is sent again alone with the next number.</param>
/// <param name="TraceParent">The W3C trace context of whoever sent it first.</param>
public sealed record WorkMessage(IReadOnlyList<WorkItem> Items, int Attempt = 1, string? TraceParent = null)
{
    /// <summary>The largest body, in bytes, that <see cref="Pack"/> makes; leaves room below the tier's 256 KB for properties and for the JSON around a batch.</summary>
    public const int MaxBytes = 192 * 1024;

    private const int EnvelopeBytes = 256;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Splits items into messages that fit.</summary>
    public static IEnumerable<WorkMessage> Pack(IEnumerable<WorkItem> items, int attempt = 1, string? traceParent = null, int maxBytes = MaxBytes)
    {
        var packed = new List<WorkItem>();
        var size = EnvelopeBytes;
        foreach (var item in items)
        {
            var bytes = Size(item);
            if (packed.Count > 0 && size + bytes > maxBytes)
            {
                yield return new WorkMessage(packed, attempt, traceParent);
                packed = [];
                size = EnvelopeBytes;
            }
            packed.Add(item);
            size += bytes;
        }
        if (packed.Count > 0)
            yield return new WorkMessage(packed, attempt, traceParent);
    }

    /// <summary>The body of the message.</summary>
    public string Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(EnvelopeBytes + (Items.Count * 64));
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in Items)
        {
            json.WriteStartArray();
            json.WriteStringValue(item.Controller);
            json.WriteStringValue(item.Key.Namespace);
            json.WriteStringValue(item.Key.Name);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumber("attempt", Attempt);
        if (TraceParent is not null)
            json.WriteString("traceparent", TraceParent);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">It is not a work message; the text says where it departs.</exception>
    public static WorkMessage Decode(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
                throw new FormatException("a work message is a JSON object with an array 'items'");
            return new WorkMessage(
                [.. items.EnumerateArray().Select(Item)],
                root.TryGetProperty("attempt", out var attempt) ? Attempts(attempt) : 1,
                root.TryGetProperty("traceparent", out var trace) && trace.ValueKind == JsonValueKind.String ? trace.GetString() : null);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"a work message is JSON, this is not: {exception.Message}", exception);
        }
    }

    private static WorkItem Item(JsonElement item) =>
        item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 3 && item.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String)
            ? new WorkItem(item[0].GetString()!, new ObjectKey(item[1].GetString()!, item[2].GetString()!))
            : throw new FormatException($"an item of a work message is [controller, namespace, name], not {Shortened(item.GetRawText())}");

    private static int Attempts(JsonElement attempt) => attempt.ValueKind == JsonValueKind.Number && attempt.TryGetInt32(out var number) && number >= 1
        ? number
        : throw new FormatException($"'attempt' of a work message is a number from 1, not {Shortened(attempt.GetRawText())}");

    private static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "…";

    // Escapes at worst six bytes per character; names have none, but they come from outside.
    private static int Size(WorkItem item) => Bytes(item.Controller) + Bytes(item.Key.Namespace) + Bytes(item.Key.Name) + 12;

    private static int Bytes(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '$' or '/' or ':') ? text.Length : text.Length * 6;
}
