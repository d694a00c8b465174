using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.ServiceBus.Tests;

/// <summary>A service that answers as a test wrote down, and remembers what it was asked.</summary>
internal sealed class ScriptedService(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int _asked;

    public List<(string Method, string Uri, string? Authorization)> Requests { get; } = [];

    public List<TimeSpan?> NetworkTimeouts { get; } = [];

    public static HttpResponseMessage Answer(int status, string body = "", string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    public ServiceBusClientOptions Options(TimeProvider time)
    {
        var options = new ServiceBusClientOptions { Time = time, Transport = new HttpClientTransport(this) };
        options.AddPolicy(new TimeoutRecorder(NetworkTimeouts), HttpPipelinePosition.BeforeTransport);
        return options;
    }

    public ServiceBusClient Client(TimeProvider time) =>
        new("Endpoint=sb://contoso.servicebus.windows.net;SharedAccessKeyName=p;SharedAccessKey=k", Options(time));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString()));
        return Task.FromResult(answers[Math.Min(_asked++, answers.Length - 1)]());
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => SendAsync(request, cancellationToken).Result;

    private sealed class TimeoutRecorder(List<TimeSpan?> timeouts) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => timeouts.Add(message.NetworkTimeout);
    }
}
