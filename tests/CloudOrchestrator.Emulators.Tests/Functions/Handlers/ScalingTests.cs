using System.Net;
using CloudOrchestrator.Emulators.Functions.Handlers;
using CloudOrchestrator.Emulators.Tests.Running;

namespace CloudOrchestrator.Emulators.Tests.Functions.Handlers;

public sealed class ScalingTests
{
    private static AppFolder Http => AppFolder.With(("Api", AppFolder.HttpFunction));

    [Fact]
    public async Task Requests_OverOneInstancesConcurrency_StartAnother()
    {
        var options = new HostOptions { MaxInstances = 2, PerInstanceConcurrency = 1, ScaleInterval = TimeSpan.FromMilliseconds(100) };
        await using var app = await RunningApp.StartAsync(Http, options);
        using var cancel = new CancellationTokenSource();
        Task[] hanging = [app.Client.GetAsync("hang", cancel.Token), app.Client.GetAsync("hang", cancel.Token)];
        await app.Log.WaitForAsync("[http#1] | hanging");
        await app.Log.WaitForAsync("[http#2] | hanging");
        var third = app.Client.GetStringAsync("pid");
        await app.Log.WaitForAsync("scaled to 2");
        Assert.False(third.IsCompleted);
        Assert.Equal(2, app.Host.Groups[0].Instances.Count);
        await cancel.CancelAsync();
        Assert.NotEmpty(await third);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(hanging));
    }

    [Fact]
    public async Task Instance_Idle_GoesAndComesBackCold()
    {
        await using var app = await RunningApp.StartAsync(Http, new HostOptions { IdleTimeout = TimeSpan.FromMilliseconds(500) });
        var first = await app.Client.GetStringAsync("pid");
        await app.Log.WaitForAsync("scaled to 0: http#1 has been idle");
        var second = await app.Client.GetStringAsync("pid");
        Assert.NotEqual(first, second);
        Assert.Equal(2, app.Host.Groups[0].ColdStarts);
    }

    [Fact]
    public async Task MinInstances_AreThereFromTheBeginningAndShareTheWork()
    {
        var options = new HostOptions { MaxInstances = 2, MinInstances = new Dictionary<string, int> { ["http"] = 2 } };
        await using var app = await RunningApp.StartAsync(Http, options);
        await app.Log.WaitForAsync("[http#1] handler");
        await app.Log.WaitForAsync("[http#2] handler");
        var served = new HashSet<string>();
        while (served.Count < 2)
            served.Add(await app.Client.GetStringAsync("pid"));
    }

    [Fact]
    public async Task Backlog_LargerThanABatch_StartsMoreInstances()
    {
        var folder = AppFolder.With(("Work", AppFolder.BatchFunction)).Write("host.json", AppFolder.Host().Replace("""{ "http": { "routePrefix": "" } }""", """{ "serviceBus": { "maxMessageBatchSize": 1 } }"""));
        await using var app = await RunningApp.StartAsync(folder, new HostOptions { MaxInstances = 3, ScaleInterval = TimeSpan.FromMilliseconds(100) });
        await app.SendAsync("work", "please hang 1", "please hang 2", "please hang 3");
        foreach (var instance in (string[])["Work#1", "Work#2", "Work#3"])
            await app.Log.WaitForAsync($"[{instance}] | hanging");
    }

    [Fact]
    public async Task Functions_ThatAreNotHttp_HaveInstancesOfTheirOwn()
    {
        await using var app = await RunningApp.StartAsync(AppFolder.With(("Api", AppFolder.HttpFunction), ("Work", AppFolder.BatchFunction)));
        await app.SendAsync("work", "x");
        var line = await app.Log.WaitForAsync("invoked Work in ");
        var api = await app.Client.GetStringAsync("pid");
        Assert.DoesNotContain($"in {api}:", line, StringComparison.Ordinal);
        Assert.Equal(["http", "function:Work"], app.Host.Groups.Select(group => group.Name));
    }

    [Fact]
    public async Task Handler_ThatEndsThreeTimes_IsGivenUpAndRequestsGet503()
    {
        await using var app = await RunningApp.StartAsync(Http, null, ("EXIT_AT_START", "9"));
        using var response = await app.Client.GetAsync("pid");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("Function host is not running.", await response.Content.ReadAsStringAsync());
        await app.Log.WaitForAsync("ended with exit code 9 (error 3 of 3); the host stops");
    }

    [Fact]
    public async Task Handler_ThatNeverAnswers_IsEndedAfterItsInitializationTimeout()
    {
        var folder = Http.Write("host.json", AppFolder.Host(""", "initializationTimeout": "00:00:01" """));
        await using var app = await RunningApp.StartAsync(folder, null, ("NEVER_LISTEN", "1"));
        using var response = await app.Client.GetAsync("pid");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await app.Log.WaitForAsync("did not answer GET /");
    }

    [Fact]
    public async Task FunctionTimeout_OfOneRequest_TakesTheOthersOnTheInstanceAlong()
    {
        var folder = Http.Write("host.json", AppFolder.Host(more: """, "functionTimeout": "00:00:03" """));
        await using var app = await RunningApp.StartAsync(folder);
        var first = app.Client.GetAsync("hang");
        await app.Log.WaitForAsync("hanging");
        var second = app.Client.GetAsync("hang");
        Assert.Equal(HttpStatusCode.BadGateway, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, (await second).StatusCode);
        await app.Log.WaitForAsync("ran longer than functionTimeout (00:00:03)");
    }

    [Fact]
    public async Task Chaos_KillsAProcess_RequestIsLostAndTheInstanceComesBack()
    {
        await using var app = await RunningApp.StartAsync(Http);
        var before = await app.Client.GetStringAsync("pid");
        var lost = app.Client.GetAsync("hang");
        await app.Log.WaitForAsync("hanging");
        app.Host.SetChaos(TimeSpan.FromMilliseconds(100), 1);
        Assert.Equal(HttpStatusCode.BadGateway, (await lost).StatusCode);
        app.Host.SetChaos(TimeSpan.Zero, 0);
        Assert.NotEqual(before, await app.Client.GetStringAsync("pid"));
        Assert.True(app.Host.Kills > 0);
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("(error ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task End_WhileARequestHangs_EndsEveryHandlerWithinTheGrace()
    {
        var app = await RunningApp.StartAsync(Http, new HostOptions { StopGrace = TimeSpan.FromMilliseconds(500) });
        var hanging = app.Client.GetAsync("hang");
        await app.Log.WaitForAsync("hanging");
        var process = app.Host.Groups[0].Instances[0].ProcessId!.Value;
        await app.DisposeAsync();
        Assert.False(Directory.Exists($"/proc/{process}"));
        await Assert.ThrowsAnyAsync<Exception>(() => hanging);
    }
}
