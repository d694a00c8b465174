using Azure.Core.Pipeline;

namespace CloudOrchestrator.ServiceBus.Tests.Work;

/// <summary>A service whose first answer a test lets go.</summary>
internal sealed class GatedService(Task<HttpResponseMessage> first, params Func<HttpResponseMessage>[] later) : HttpMessageHandler
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task;

    public List<string> Bodies { get; } = [];

    public ServiceBusClient Client(TimeProvider time) => new(
        "Endpoint=sb://contoso.servicebus.windows.net;SharedAccessKeyName=p;SharedAccessKey=k",
        new ServiceBusClientOptions { Time = time, Transport = new HttpClientTransport(this) });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Bodies.Count;
        Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        _asked.TrySetResult();
        if (number == 0)
            return await first;
        return later.Length == 0 ? ScriptedService.Answer(201) : later[Math.Min(number, later.Length) - 1]();
    }
}
