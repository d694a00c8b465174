using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Emulators.Functions.Configuration;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>
/// The body the host posts to a handler. Its odd rule: an object stays an object; anything else, strings too, is turned into JSON text and sent as a string,
/// so text arrives quoted twice, a number as a string of digits and an array as one string. Single dates lose their fraction and their zone on the way.
/// </summary>
internal static class InvocationPayload
{
    private const string NoZone = "yyyy-MM-ddTHH:mm:ss.FFFFFFF";
    private const string WithZone = "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz";

    /// <summary>How the host writes JSON: quotes are escaped with a backslash, nothing else is that need not be.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For a function that takes one message.</summary>
    public static string ForMessage(FunctionDefinition function, ServiceBusTrigger trigger, ReceivedMessage message, DateTimeOffset now, Guid id)
    {
        var metadata = Actions();
        AddText(metadata, "DeliveryCount", message.DeliveryCount);
        AddText(metadata, "LockToken", message.LockToken.ToString());
        metadata["ExpiresAtUtc"] = message.ExpiresAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        metadata["ExpiresAt"] = message.ExpiresAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        metadata["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        metadata["EnqueuedTime"] = message.EnqueuedTime.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        AddText(metadata, "MessageId", message.MessageId);
        AddText(metadata, "ContentType", message.ContentType);
        AddText(metadata, "ReplyTo", message.ReplyTo);
        AddText(metadata, "SequenceNumber", message.SequenceNumber);
        AddText(metadata, "To", message.To);
        AddText(metadata, "Subject", message.Subject);
        AddText(metadata, "Label", message.Subject);
        AddText(metadata, "CorrelationId", message.CorrelationId);
        metadata["ApplicationProperties"] = JsonSerializer.SerializeToNode(message.ApplicationProperties, Json);
        metadata["UserProperties"] = JsonSerializer.SerializeToNode(message.ApplicationProperties, Json);
        metadata["sys"] = Sys(function, now, id);
        var data = trigger.Binary ? JsonValue.Create(Convert.ToBase64String(message.Body.Span)) : Text(Encoding.UTF8.GetString(message.Body.Span));
        return Write(trigger.Name, data, metadata);
    }

    /// <summary>For a function that takes many messages.</summary>
    public static string ForBatch(FunctionDefinition function, ServiceBusTrigger trigger, IReadOnlyList<ReceivedMessage> messages, DateTimeOffset now, Guid id)
    {
        var metadata = Actions();
        AddArray("DeliveryCount", message => message.DeliveryCount);
        AddArray<string?>("DeadLetterSource", _ => null);
        AddArray("LockToken", message => message.LockToken.ToString());
        AddArray("ExpiresAtUtc", message => message.ExpiresAt.UtcDateTime.ToString(NoZone, CultureInfo.InvariantCulture));
        AddArray("ExpiresAt", message => message.ExpiresAt.ToUniversalTime().ToString(WithZone, CultureInfo.InvariantCulture));
        AddArray("EnqueuedTimeUtc", message => message.EnqueuedTime.UtcDateTime.ToString(NoZone, CultureInfo.InvariantCulture));
        AddArray("EnqueuedTime", message => message.EnqueuedTime.ToUniversalTime().ToString(WithZone, CultureInfo.InvariantCulture));
        AddArray("MessageId", message => message.MessageId);
        AddArray("ContentType", message => message.ContentType);
        AddArray("ReplyTo", message => message.ReplyTo);
        AddArray("SequenceNumber", message => message.SequenceNumber);
        AddArray("To", message => message.To);
        AddArray("Subject", message => message.Subject);
        AddArray("Label", message => message.Subject);
        AddArray("CorrelationId", message => message.CorrelationId);
        AddArray("ApplicationProperties", message => message.ApplicationProperties);
        AddArray("UserProperties", message => message.ApplicationProperties);
        AddArray<string?>("SessionId", _ => null);
        AddArray<string?>("ReplyToSessionId", _ => null);
        AddArray<string?>("PartitionKey", _ => null);
        AddArray<string?>("TransactionPartitionKey", _ => null);
        metadata["sys"] = Sys(function, now, id);
        var bodies = messages.Select(message => trigger.Binary ? Convert.ToBase64String(message.Body.Span) : Encoding.UTF8.GetString(message.Body.Span));
        return Write(trigger.Name, Text(bodies), metadata);

        void AddArray<T>(string name, Func<ReceivedMessage, T> value) => metadata[$"{name}Array"] = Text(messages.Select(value));
    }

    /// <summary>For a timer.</summary>
    public static string ForTimer(FunctionDefinition function, TimerTrigger trigger, TimerRun run, DateTimeOffset now, Guid id)
    {
        var timer = new JsonObject
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = !trigger.UseMonitor ? null : new JsonObject
            {
                ["Last"] = run.Last?.ToString(WithZone, CultureInfo.InvariantCulture) ?? "0001-01-01T00:00:00",
                ["LastUpdated"] = (run.Last ?? run.Next).ToString(WithZone, CultureInfo.InvariantCulture),
                ["Next"] = run.Next.ToString(WithZone, CultureInfo.InvariantCulture),
            },
            ["IsPastDue"] = run.IsPastDue,
        };
        return Write(trigger.Name, timer, new JsonObject { ["sys"] = Sys(function, now, id) });
    }

    private static string Write(string binding, JsonNode? data, JsonObject metadata) =>
        new JsonObject { ["Data"] = new JsonObject { [binding] = data }, ["Metadata"] = metadata }.ToJsonString(Json);

    private static JsonNode Text<T>(T value) => JsonValue.Create(JsonSerializer.Serialize(value, Json));

    private static void AddText<T>(JsonObject metadata, string name, T? value)
    {
        if (value is not null)
            metadata[name] = Text(value);
    }

    // Objects of the host's own that a handler can do nothing with, but finds in its way.
    private static JsonObject Actions() => new()
    {
        ["MessageReceiver"] = new JsonObject(),
        ["MessageSession"] = new JsonObject(),
        ["MessageActions"] = new JsonObject(),
        ["SessionActions"] = new JsonObject(),
        ["ReceiveActions"] = new JsonObject(),
        ["Client"] = new JsonObject { ["FullyQualifiedNamespace"] = "localhost", ["IsClosed"] = false, ["TransportType"] = 0 },
    };

    private static JsonObject Sys(FunctionDefinition function, DateTimeOffset now, Guid id) => new()
    {
        ["MethodName"] = function.Name,
        ["UtcNow"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
        ["RandGuid"] = id.ToString(),
    };
}
