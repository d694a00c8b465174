using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.DockerEngine.Tests;

public sealed class DockerTimeLimitsTests : IAsyncDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedEngine _engine = new();
    private readonly DockerClient _client;
    private readonly DockerContainerRuntime _runtime;

    public DockerTimeLimitsTests()
    {
        _client = new DockerClientConfiguration(_engine.Endpoint) { Time = _time }.CreateClient();
        _runtime = new DockerContainerRuntime(_client, 0, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task InspectAsync_EngineHangs_TimesOutAndNamesTheRequest()
    {
        var inspecting = _runtime.InspectAsync("abc", default);
        await _engine.RequestAsync("GET", "/containers/abc/json");
        _time.Advance(TwoMinutes - Moment);
        Assert.False(inspecting.IsCompleted);

        _time.Advance(Moment);

        var failure = await Assert.ThrowsAsync<RuntimeException>(() => inspecting.WaitAsync(Wait));
        Assert.Equal((RuntimeFailure.TimedOut, "the container engine has not answered GET /containers/abc/json within 120 s"), (failure.Failure, failure.Message));
    }

    [Fact]
    public async Task InspectAsync_EngineHangsWithinItsAnswer_TimesOut()
    {
        var inspecting = _runtime.InspectAsync("abc", default);
        await ScriptedEngine.OpenAsync(await _engine.RequestAsync("GET", "/containers/abc/json"), "{\"Id\":");

        await AdvanceUntilAsync(inspecting, TwoMinutes);

        Assert.Equal(RuntimeFailure.TimedOut, (await Assert.ThrowsAsync<RuntimeException>(() => inspecting)).Failure);
    }

    [Fact]
    public async Task InspectAsync_CallerGivesUp_IsNoTimeout()
    {
        using var stop = new CancellationTokenSource();
        var inspecting = _runtime.InspectAsync("abc", stop.Token);
        await _engine.RequestAsync("GET", "/containers/abc/json");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inspecting.WaitAsync(Wait));
    }

    [Fact]
    public async Task StopAsync_LongGrace_MayTakeItAndTwoMinutes()
    {
        var stopping = _runtime.StopAsync("abc", TimeSpan.FromMinutes(10), default);
        await _engine.RequestAsync("POST", "/containers/abc/stop");
        _time.Advance(TimeSpan.FromMinutes(12) - Moment);
        Assert.False(stopping.IsCompleted);

        _time.Advance(Moment);

        Assert.Equal(RuntimeFailure.TimedOut, (await Assert.ThrowsAsync<RuntimeException>(() => stopping.WaitAsync(Wait))).Failure);
    }

    [Fact]
    public async Task PullImageAsync_ReportsComeSlowly_OnlySilenceEndsIt()
    {
        var told = new List<TaskCompletionSource>(Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        var count = 0;
        var progress = new SynchronousProgress<PullProgress>(_ => told[count++].SetResult());
        var pulling = _runtime.PullImageAsync("app:1", null, progress, default);
        var socket = await _engine.RequestAsync("POST", "/images/create");
        await ScriptedEngine.OpenAsync(socket, "");
        foreach (var each in told)
        {
            _time.Advance(TwoMinutes - Moment);
            await ScriptedEngine.SendAsync(socket, "{\"status\":\"Downloading\",\"id\":\"layer\"}\n");
            await each.Task.WaitAsync(Wait);
        }

        Assert.False(pulling.IsCompleted);
        await AdvanceUntilAsync(pulling, TwoMinutes);

        Assert.Equal(RuntimeFailure.TimedOut, (await Assert.ThrowsAsync<RuntimeException>(() => pulling)).Failure);
    }

    [Fact]
    public async Task ReadLogAsync_Followed_WaitsWithoutLimit()
    {
        var opening = _runtime.ReadLogAsync("abc", new LogQuery { Follow = true }, default);
        await DescribeAsync();
        var socket = await _engine.RequestAsync("GET", "/containers/abc/logs");
        await ScriptedEngine.OpenAsync(socket, "");
        await using var log = await opening.WaitAsync(Wait);
        var buffer = new byte[10];
        var reading = log.ReadAsync(buffer, default).AsTask();
        _time.Advance(TimeSpan.FromDays(1));
        await ScriptedEngine.SendAsync(socket, "late");
        Assert.Equal(4, (await reading.WaitAsync(Wait)).Count);
    }

    [Fact]
    public async Task ReadLogAsync_NotFollowedAndEngineHangs_TimesOut()
    {
        var opening = _runtime.ReadLogAsync("abc", new LogQuery(), default);
        await DescribeAsync();
        await ScriptedEngine.OpenAsync(await _engine.RequestAsync("GET", "/containers/abc/logs"), "");
        await using var log = await opening.WaitAsync(Wait);
        var reading = log.ReadAsync(new byte[10], default).AsTask();

        await AdvanceUntilAsync(reading, TwoMinutes);

        Assert.Equal(RuntimeFailure.TimedOut, (await Assert.ThrowsAsync<RuntimeException>(() => reading)).Failure);
    }

    [Fact]
    public async Task ListAsync_OneInspectionHangs_ListsWhatIsKnownOfIt()
    {
        var listing = _runtime.ListAsync(default);
        var list = """[{"Id":"abc","State":"running","Image":"app:1","Labels":{"io.kubernetes.pod.uid":"web"}}]""";
        await ScriptedEngine.SendAsync(await _engine.RequestAsync("GET", "/containers/json"), $"HTTP/1.1 200 OK\r\nContent-Length: {list.Length}\r\n\r\n{list}");
        await _engine.RequestAsync("GET", "/containers/abc/json");

        await AdvanceUntilAsync(listing, DockerContainerRuntime.ListedPatience);

        var listed = Assert.Single(await listing);
        Assert.Equal(("abc", RuntimeContainerState.Running, true), (listed.Id, listed.State, listed.IsIncomplete));
        Assert.Equal("web", listed.Labels[RuntimeLabels.PodUid]);
    }

    private async Task DescribeAsync()
    {
        var container = """{"Id":"abc","Config":{"Tty":true}}""";
        await ScriptedEngine.SendAsync(
            await _engine.RequestAsync("GET", "/containers/abc/json"), $"HTTP/1.1 200 OK\r\nContent-Length: {container.Length}\r\n\r\n{container}");
    }

    /// <summary>The client sets its clock when it has sent what the engine has got already: the clock is moved until it is set.</summary>
    private async Task AdvanceUntilAsync(Task work, TimeSpan step)
    {
        using var limit = new CancellationTokenSource(Wait);
        while (!work.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            _time.Advance(step);
            for (var turn = 0; turn < 100 && !work.IsCompleted; turn++)
                await Task.Yield();
        }
    }
}
