using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>Sends requests to one namespace and turns failures into <see cref="ServiceBusException"/>.</summary>
internal sealed class ServiceBusPipeline
{
    /// <summary>How far off the clock may be.</summary>
    public static readonly TimeSpan ClockUncertainty = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private readonly HttpPipeline _pipeline;
    private readonly TimeSpan _networkTimeout;

    public ServiceBusPipeline(Uri endpoint, HttpPipelinePolicy authentication, ServiceBusClientOptions options)
    {
        Endpoint = endpoint;
        Options = options;
        Clock = new ServiceClock(options.Time, ClockTolerance);
        _networkTimeout = options.Retry.NetworkTimeout;
        options.RetryPolicy ??= new ServiceBusRetryPolicy(options);
        _pipeline = HttpPipelineBuilder.Build(options, [], [authentication, new MeteringPolicy(), new ServiceClockPolicy(Clock)], new ResponseClassifier());
    }

    public Uri Endpoint { get; }

    public ServiceBusClientOptions Options { get; }

    /// <summary>Scheduled times are the service's, so a client whose own clock is minutes off still schedules by the right one.</summary>
    public ServiceClock Clock { get; }

    public HttpMessage CreateMessage(RequestMethod method, Uri uri, ServiceBusOperation operation)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(uri);
        message.SetProperty(typeof(ServiceBusOperation), operation);
        return message;
    }

    /// <summary>Sends and returns the answer, which is a success or has one of the statuses in <paramref name="expected"/>.</summary>
    /// <param name="wait">How long the service holds the request back before it answers.</param>
    public async Task<Response> SendAsync(HttpMessage message, TimeSpan wait, CancellationToken cancellationToken, params int[] expected)
    {
        message.NetworkTimeout = wait + _networkTimeout;
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsCommunicationProblem(exception))
        {
            throw new ServiceBusException(
                ServiceBusFailureReason.ServiceCommunicationProblem, $"no answer from {Endpoint.Authority} to {Describe(message)}: {exception.Message}", 0, exception);
        }
        var response = message.Response;
        return response.Status is >= 200 and < 300 || expected.Contains(response.Status) ? response : throw Failure(message);
    }

    private static bool IsCommunicationProblem(Exception exception) => exception switch
    {
        OperationCanceledException or RequestFailedException or IOException => true,
        AggregateException all => all.InnerExceptions.All(IsCommunicationProblem),
        _ => false,
    };

    private static ServiceBusException Failure(HttpMessage message)
    {
        var response = message.Response;
        var detail = ErrorDetail.Read(response);
        var reason = response.Status switch
        {
            400 or 405 or 411 => ServiceBusFailureReason.InvalidRequest,
            401 => ServiceBusFailureReason.Unauthorized,
            403 when detail.Contains("claim", StringComparison.OrdinalIgnoreCase) => ServiceBusFailureReason.Unauthorized,
            403 or 413 => ServiceBusFailureReason.QuotaExceeded,
            404 when IsAboutALock(message.Request.Uri.Path) => ServiceBusFailureReason.MessageLockLost,
            404 or 410 => ServiceBusFailureReason.MessagingEntityNotFound,
            409 => ServiceBusFailureReason.MessagingEntityAlreadyExists,
            429 => ServiceBusFailureReason.ServiceBusy,
            503 => ServiceBusFailureReason.ServiceBusy,
            _ => detail.Contains("50009", StringComparison.Ordinal) ? ServiceBusFailureReason.ServiceBusy : ServiceBusFailureReason.GeneralError,
        };
        return new ServiceBusException(reason, $"Service Bus answered {response.Status} to {Describe(message)}: {detail}", response.Status);
    }

    private static bool IsAboutALock(string path) =>
        path.Contains("/messages/", StringComparison.Ordinal) && !path.EndsWith("/messages/head", StringComparison.Ordinal);

    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.Path}";
}
