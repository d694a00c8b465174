using System.Text.Json;
using Azure;

namespace CloudOrchestrator.ServiceBus.Protocol;

/// <summary>Makes a message out of the answer to a receive.</summary>
internal static class ReceivedMessageReader
{
    public static ServiceBusReceivedMessage Read(Response response, Uri queue)
    {
        if (!response.Headers.TryGetValue("BrokerProperties", out var header))
            throw new ServiceBusException(ServiceBusFailureReason.GeneralError, "Service Bus delivered a message without BrokerProperties", response.Status);
        try
        {
            using var json = JsonDocument.Parse(header);
            return Read(response, queue, json.RootElement);
        }
        catch (JsonException exception)
        {
            throw new ServiceBusException(
                ServiceBusFailureReason.GeneralError, $"Service Bus delivered a message whose BrokerProperties are not JSON: {exception.Message}", response.Status, exception);
        }
    }

    private static ServiceBusReceivedMessage Read(Response response, Uri queue, JsonElement broker)
    {
        var lockToken = Text(broker, "LockToken") ?? "";
        var number = Number(broker, "SequenceNumber");
        return new ServiceBusReceivedMessage
        {
            Body = response.ContentStream is null ? "" : response.Content.ToString(),
            MessageId = Text(broker, "MessageId") ?? "",
            SequenceNumber = number,
            DeliveryCount = (int)Number(broker, "DeliveryCount"),
            LockToken = lockToken,
            LockedUntil = BrokerDate.Read(Text(broker, "LockedUntilUtc")),
            EnqueuedTime = BrokerDate.Read(Text(broker, "EnqueuedTimeUtc")),
            Subject = Text(broker, "Label"),
            CorrelationId = Text(broker, "CorrelationId"),
            DeadLetterSource = Text(broker, "DeadLetterSource"),
            ContentType = response.Headers.ContentType,
            ApplicationProperties = Properties(response),
            Location = Location(response, queue, number, lockToken),
        };
    }

    /// <summary>
    /// The service says where a message is settled, and that address is used as it is. One that leads to another host is not: the credential would go there.
    /// </summary>
    private static Uri Location(Response response, Uri queue, long number, string lockToken)
    {
        if (response.Headers.TryGetValue("Location", out var text) && Uri.TryCreate(queue, text, out var location)
            && location.Host.Equals(queue.Host, StringComparison.OrdinalIgnoreCase) && location.AbsolutePath.Contains("/messages/", StringComparison.Ordinal))
        {
            return new Uri(queue, location.PathAndQuery);
        }
        return new Uri($"{queue.AbsoluteUri}/messages/{number}/{lockToken}");
    }

    /// <summary>Headers that are a JSON scalar in quotes, a number or a boolean are taken for custom properties; HTTP's own look different or do no harm here.</summary>
    private static Dictionary<string, object> Properties(Response response)
    {
        var properties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers)
        {
            if (Value(header.Value) is { } value && header.Name is not ("BrokerProperties" or "Content-Length" or "Age" or "Retry-After"))
                properties[header.Name] = value;
        }
        return properties;
    }

    private static object? Value(string text)
    {
        if (text.Length == 0 || !(text[0] is '"' or '-' or 't' or 'f' || char.IsAsciiDigit(text[0])))
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.String => json.RootElement.GetString(),
                JsonValueKind.Number => json.RootElement.TryGetInt64(out var whole) ? (object)whole : json.RootElement.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement broker, string name) =>
        broker.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Number(JsonElement broker, string name) =>
        broker.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}
