using Azure.Core.Pipeline;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Doorbells;

namespace CloudOrchestrator.NodeHost.Tests.Azure;

public sealed class QueueDoorbellTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly NodeDoorbells _bells;
    private readonly IChangeBell _pods;
    private readonly IChangeBell _services;
    private readonly Queue<HttpResponseMessage> _answers = [];
    private readonly FakeServer _api;
    private readonly FakeServer _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _grants;
    private string? _authorization;

    public QueueDoorbellTests()
    {
        _bells = new NodeDoorbells(kind => kind.Name.ToLowerInvariant() + "s", new DoorbellOptions(), _time);
        (_pods, _services) = (_bells.BellFor(typeof(Pod)), _bells.BellFor(typeof(Service)));
        _api = new FakeServer(_ => FakeServer.Json(NodeAccessSourceTests.Grants(++_grants, _time.GetUtcNow().AddHours(12))));
        _queue = new FakeServer(AnswerAsync);
        var access = new NodeAccessSource(_api.Client(), "node-1", ApiConnection.Clock(_time), _time, NullLogger.Instance);
        var options = QueueDoorbell.Options(_time);
        options.Transport = new HttpClientTransport(_queue);
        _running = new QueueDoorbell(access, _bells, options, _time, NullLogger.Instance).RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_Message_RingsForItsStreamsOnly()
    {
        await NextAsync(Message("""{"streams":["pods","secrets"]}"""));
        await Eventually.TrueAsync(() => _pods.Rings == 2);
        Assert.Equal(1, _services.Rings);
        Assert.StartsWith("POST https://bus.servicebus.windows.net/node-1/messages/head?timeout=60", _queue.Requests[0], StringComparison.Ordinal);
        Assert.Equal("SharedAccessSignature sig=q1", _authorization);
    }

    [Fact]
    public async Task RunAsync_MessageWithTrace_KeepsItUntilTheBellLetsThroughByItself()
    {
        await NextAsync(Message("""{"streams":["pods"],"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}"""));
        await Eventually.TrueAsync(() => _pods.Rings == 2);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", _bells.TraceOf(typeof(Pod)));
        Assert.Null(_bells.TraceOf(typeof(Service)));
        var waiting = _pods.RungAsync(2, CancellationToken.None);
        await _time.PassAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(1), IsAtRest);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Null(_bells.TraceOf(typeof(Pod)));
    }

    [Fact]
    public async Task RunAsync_Nothing_ReceivesOnceAMinute()
    {
        await Eventually.TrueAsync(() => _queue.Requests.Count == 1);
        await _time.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), IsAtRest);
        Assert.InRange(_queue.Requests.Count, 59, 61);
        Assert.Single(_api.Requests);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    public async Task RunAsync_UnreadableMessage_RingsForEverything(string message)
    {
        await NextAsync(Message(message));
        await Eventually.TrueAsync(() => _pods.Rings == 2 && _services.Rings == 2);
    }

    [Fact]
    public async Task RunAsync_QueueVanished_AsksForAnotherAndForEverything()
    {
        await NextAsync(FakeServer.Code(HttpStatusCode.Gone));
        await UntilGrantedAsync(2);
        await Eventually.TrueAsync(() => _authorization == "SharedAccessSignature sig=q2");
        Assert.Equal((2, 2), (_pods.Rings, _services.Rings));
    }

    [Fact]
    public async Task RunAsync_TokenRefused_AsksForAnother()
    {
        await NextAsync(FakeServer.Code(HttpStatusCode.Unauthorized));
        await UntilGrantedAsync(2);
    }

    /// <summary>Lets the receive that waits, or the next that will, end with an answer.</summary>
    private async Task NextAsync(HttpResponseMessage answer)
    {
        lock (_answers)
            _answers.Enqueue(answer);
        for (var second = 0; second < 120 && HasAnswers(); second++)
            await _time.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), IsAtRest);
        Assert.False(HasAnswers(), "nobody received");
    }

    private bool HasAnswers()
    {
        lock (_answers)
            return _answers.Count > 0;
    }

    /// <summary>The fake queue waits second by second, retries for some.</summary>
    private bool IsAtRest() => _time.UntilNextTimer <= TimeSpan.FromSeconds(20);

    private HttpResponseMessage Message(string body)
    {
        var answer = FakeServer.Json(body, HttpStatusCode.Created);
        answer.Headers.Location = new Uri("https://bus.servicebus.windows.net/node-1/messages/1/7da9cfd5-40d5-4bb1-8d64-ec5a52e1c547");
        answer.Headers.Date = _time.GetUtcNow();
        answer.Headers.Add("BrokerProperties", $$"""
            {"LockToken":"7da9cfd5-40d5-4bb1-8d64-ec5a52e1c547","SequenceNumber":1,"DeliveryCount":1,"MessageId":"m","EnqueuedTimeUtc":"{{_time.GetUtcNow():R}}","LockedUntilUtc":"{{_time.GetUtcNow().AddMinutes(1):R}}"}
            """.Trim());
        return answer;
    }

    private async Task UntilGrantedAsync(int grants)
    {
        for (var second = 0; second < 120 && Volatile.Read(ref _grants) < grants; second++)
            await _time.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), IsAtRest);
        Assert.Equal(grants, _grants);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Delete)
            return FakeServer.Code(HttpStatusCode.OK);
        _authorization = request.Headers.GetValues("Authorization").Single();
        for (var second = 0; second < 60; second++)
        {
            lock (_answers)
            {
                if (_answers.TryDequeue(out var answer))
                    return answer;
            }
            await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken);
        }
        return FakeServer.Code(HttpStatusCode.NoContent);
    }
}
