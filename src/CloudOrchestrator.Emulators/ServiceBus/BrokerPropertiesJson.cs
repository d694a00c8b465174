using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>The JSON of the BrokerProperties header and of a batch's messages.</summary>
internal static class BrokerPropertiesJson
{
    private const string DateFormat = "R";

    /// <summary>Applies broker properties to a message. Unknown ones are ignored, as the service does.</summary>
    public static BrokerMessage Apply(BrokerMessage message, JsonElement properties)
    {
        if (properties.ValueKind != JsonValueKind.Object)
            throw Invalid("BrokerProperties must be a JSON object");
        foreach (var property in properties.EnumerateObject())
        {
            message = property.Name switch
            {
                "MessageId" => message with { MessageId = Limited(property, 128) },
                "Label" => message with { Label = Text(property) },
                "CorrelationId" => message with { CorrelationId = Text(property) },
                "To" => message with { To = Text(property) },
                "ReplyTo" => message with { ReplyTo = Text(property) },
                "SessionId" => message with { SessionId = Limited(property, 128) },
                "ContentType" => message with { ContentType = Text(property) },
                "TimeToLive" => message with { TimeToLive = Seconds(property) },
                "ScheduledEnqueueTimeUtc" => message with { ScheduledEnqueueTime = Date(property) },
                "ViaPartitionKey" => throw new ServiceBusBrokerException(
                    BrokerFailure.NotInTier, "ViaPartitionKey belongs to transactions, which the Basic tier does not have"),
                _ => message,
            };
        }
        return message;
    }

    /// <summary>A batch: a JSON array of messages with text bodies.</summary>
    public static IReadOnlyList<BrokerMessage> Batch(JsonElement batch)
    {
        if (batch.ValueKind != JsonValueKind.Array)
            throw Invalid("a batch must be a JSON array");
        return [.. batch.EnumerateArray().Select(FromBatch)];
    }

    /// <summary>What a receiver is told of a message.</summary>
    public static string ForReceiver(LockedMessage delivery)
    {
        var message = delivery.Message;
        var json = new JsonObject
        {
            ["DeliveryCount"] = delivery.DeliveryCount,
            ["EnqueuedSequenceNumber"] = delivery.EnqueuedSequenceNumber,
            ["EnqueuedTimeUtc"] = Text(delivery.EnqueuedTime),
            ["ExpiresAtUtc"] = Text(delivery.ExpiresAt),
            ["MessageId"] = message.MessageId,
            ["SequenceNumber"] = delivery.SequenceNumber,
            ["State"] = "Active",
            ["TimeToLive"] = (delivery.ExpiresAt - delivery.EnqueuedTime).TotalSeconds,
        };
        if (delivery.LockToken != Guid.Empty)
        {
            json["LockToken"] = delivery.LockToken.ToString();
            json["LockedUntilUtc"] = Text(delivery.LockedUntil);
        }
        Set(json, "Label", message.Label);
        Set(json, "CorrelationId", message.CorrelationId);
        Set(json, "To", message.To);
        Set(json, "ReplyTo", message.ReplyTo);
        Set(json, "SessionId", message.SessionId);
        Set(json, "DeadLetterSource", delivery.DeadLetterSource);
        if (message.ScheduledEnqueueTime is { } scheduled)
            json["ScheduledEnqueueTimeUtc"] = Text(scheduled);
        return json.ToJsonString();
    }

    /// <summary>A custom property as a header shows it: strings in quotes, everything else bare.</summary>
    public static string HeaderOf(object value) => value switch
    {
        string text => JsonSerializer.Serialize(text),
        bool truth => truth ? "true" : "false",
        DateTimeOffset date => $"\"{Text(date)}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"a custom property cannot be a {value.GetType().Name}", nameof(value)),
    };

    /// <summary>The custom property a header stands for; null when it stands for none.</summary>
    public static object? FromHeader(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Value(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BrokerMessage FromBatch(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("Body", out var body) || body.ValueKind != JsonValueKind.String)
            throw Invalid("each message of a batch must be an object with a text \"Body\"");
        var message = BrokerMessage.FromText(body.GetString()!);
        foreach (var part in item.EnumerateObject())
        {
            message = part.Name switch
            {
                "Body" => message,
                "BrokerProperties" => Apply(message, part.Value),
                "UserProperties" => message with { Properties = Custom(part.Value) },
                _ => throw Invalid($"a message of a batch has Body, BrokerProperties and UserProperties, not '{part.Name}'"),
            };
        }
        return message;
    }

    private static Dictionary<string, object> Custom(JsonElement properties)
    {
        if (properties.ValueKind != JsonValueKind.Object)
            throw Invalid("UserProperties must be a JSON object");
        return properties.EnumerateObject().ToDictionary(
            property => property.Name,
            property => Value(property.Value) ?? throw Invalid($"user property '{property.Name}' must be a string, a number or a boolean"));
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static string Limited(JsonProperty property, int length)
    {
        var text = Text(property);
        return text.Length <= length ? text : throw Invalid($"{property.Name} has {text.Length} characters, at most {length} are allowed");
    }

    private static string Text(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => property.Value.GetString()!,
        JsonValueKind.Number => property.Value.GetRawText(),
        _ => throw Invalid($"{property.Name} must be a string"),
    };

    private static TimeSpan Seconds(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Number && property.Value.GetDouble() is > 0 and var seconds
            ? seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds)
            : throw Invalid("TimeToLive must be a positive number of seconds");

    private static DateTimeOffset Date(JsonProperty property) =>
        DateTimeOffset.TryParseExact(
            Text(property).Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw Invalid($"{property.Name} must be a date such as 'Sun, 06 Nov 1994 08:49:37 GMT', not '{Text(property)}'");

    private static string Text(DateTimeOffset date) => date.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static void Set(JsonObject json, string name, string? value)
    {
        if (value is not null)
            json[name] = value;
    }

    private static ServiceBusBrokerException Invalid(string message) => new(BrokerFailure.InvalidRequest, message);
}
