namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>What a request path names.</summary>
/// <param name="Queue">The queue, with its dead-letter suffix when that is meant.</param>
/// <param name="Operation">What is named within it.</param>
/// <param name="Message">Number or id of a locked message.</param>
/// <param name="LockToken">Its lock.</param>
internal sealed record ServiceBusAddress(string Queue, AddressedPart Operation, string Message = "", Guid LockToken = default)
{
    public static ServiceBusAddress Parse(string path)
    {
        var segments = path.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Any(segment => segment.Equals("subscriptions", StringComparison.OrdinalIgnoreCase)))
            throw new ServiceBusBrokerException(BrokerFailure.NotInTier, "topics and subscriptions are not available in the Basic tier");
        if (segments.Any(segment => segment.Equals("sessions", StringComparison.OrdinalIgnoreCase)))
            throw new ServiceBusBrokerException(BrokerFailure.NotInTier, "sessions are not available in the Basic tier");
        return segments switch
        {
            [] => throw new ServiceBusBrokerException(BrokerFailure.InvalidRequest, "the path names no queue"),
            [.. var queue, "messages"] when queue.Length > 0 => new(Join(queue), AddressedPart.Messages),
            [.. var queue, "messages", "head"] when queue.Length > 0 => new(Join(queue), AddressedPart.Head),
            [.. var queue, "messages", var message, var token] when queue.Length > 0 => Guid.TryParse(token, out var lockToken)
                ? new(Join(queue), AddressedPart.LockedMessage, message, lockToken)
                : throw new ServiceBusBrokerException(BrokerFailure.InvalidRequest, $"'{token}' is not a lock token"),
            _ => new(Join(segments), AddressedPart.Queue),
        };
    }

    private static string Join(string[] segments) => string.Join('/', segments);
}
