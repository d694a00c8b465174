using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>What tests and people may look at: operation counts and what is in the queues.</summary>
internal static class EmulatorViews
{
    public static Task WriteAsync(HttpContext context, ServiceBusBroker broker, string path)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }
        switch (path)
        {
            case "$emulator/metrics":
                return WriteAsync(context, Metrics(broker));
            case "$emulator/queues":
                return WriteAsync(context, Queues(broker));
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static JsonObject Metrics(ServiceBusBroker broker) => new()
    {
        ["total"] = broker.Operations.Total,
        ["connections"] = broker.Connections,
        ["operations"] = Counts(broker.Operations.ByOperation()),
        ["queues"] = new JsonObject(broker.Operations.ByQueue().Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, Counts(pair.Value)))),
    };

    private static JsonObject Queues(ServiceBusBroker broker)
    {
        var queues = new JsonObject();
        foreach (var queue in broker.Queues.Where(broker.QueueExists))
        {
            var counts = broker.Counts(queue);
            queues[queue] = new JsonObject
            {
                ["active"] = counts.Active,
                ["locked"] = counts.Locked,
                ["scheduled"] = counts.Scheduled,
                ["deadLetter"] = counts.DeadLetter,
                ["sizeInBytes"] = counts.SizeInBytes,
                ["messages"] = Messages(broker.Peek(queue)),
                ["deadLetters"] = Messages(broker.Peek($"{queue}/{ServiceBusBroker.DeadLetterQueue}")),
            };
        }
        return queues;
    }

    private static JsonArray Messages(IReadOnlyList<LockedMessage> messages) => [.. messages.Select(Message)];

    private static JsonObject Message(LockedMessage delivery) => new()
    {
        ["sequenceNumber"] = delivery.SequenceNumber,
        ["messageId"] = delivery.Message.MessageId,
        ["deliveryCount"] = delivery.DeliveryCount,
        ["locked"] = delivery.LockToken != Guid.Empty,
        ["scheduledEnqueueTime"] = delivery.Message.ScheduledEnqueueTime?.ToString("O"),
        ["contentType"] = delivery.Message.ContentType,
        ["properties"] = new JsonObject(delivery.Message.Properties.Select(
            pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, JsonNode.Parse(BrokerPropertiesJson.HeaderOf(pair.Value))))),
        ["body"] = Encoding.UTF8.GetString(delivery.Message.Body.Span),
    };

    private static JsonObject Counts(IReadOnlyDictionary<string, long> counts) =>
        new(counts.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));

    private static Task WriteAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }
}
