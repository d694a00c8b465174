namespace CloudOrchestrator.ServiceBus;

/// <summary>What kind of failure the service reported.</summary>
public enum ServiceBusFailureReason
{
    /// <summary>Anything without a kind of its own.</summary>
    GeneralError,

    /// <summary>There is no such queue.</summary>
    MessagingEntityNotFound,

    /// <summary>The queue exists already.</summary>
    MessagingEntityAlreadyExists,

    /// <summary>The lock of a message has ended; the message is or will be delivered again.</summary>
    MessageLockLost,

    /// <summary>A message is too large, or the queue is full.</summary>
    QuotaExceeded,

    /// <summary>Throttled (error 50009), still after all retries.</summary>
    ServiceBusy,

    /// <summary>The credential does not allow it.</summary>
    Unauthorized,

    /// <summary>The request is wrong, or asks for what the tier has not.</summary>
    InvalidRequest,

    /// <summary>The service could not be reached or broke off, still after all retries.</summary>
    ServiceCommunicationProblem,
}
