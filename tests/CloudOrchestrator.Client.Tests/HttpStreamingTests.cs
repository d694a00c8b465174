using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Client.Tests;

/// <summary>The client over a real connection.</summary>
public sealed class HttpStreamingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task WatchAsync_ServerKeepsTheStreamOpen_DeliversEachEventAtOnce()
    {
        var release = new TaskCompletionSource();
        await using var server = await StartAsync(async context =>
        {
            await context.Response.WriteAsync("""{"type":"ADDED","object":{"metadata":{"name":"first"}}}""" + "\n");
            await context.Response.Body.FlushAsync();
            await release.Task.WaitAsync(Patience);
            await context.Response.WriteAsync("""{"type":"DELETED","object":{"metadata":{"name":"second"}}}""" + "\n");
        });
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
        var watch = new HttpObjectClient(http, KindRegistry.BuiltIn()).WatchAsync<Pod>(null, new ListQuery(), default).GetAsyncEnumerator();
        await using (watch)
        {
            Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience));
            Assert.Equal("first", watch.Current.Value.Metadata.Name);
            release.SetResult();
            Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience));
            Assert.Equal(("DELETED", "second"), (watch.Current.Type, watch.Current.Value.Metadata.Name));
            Assert.False(await watch.MoveNextAsync().AsTask().WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task WatchAsync_Cancelled_ClosesTheConnection()
    {
        var closed = new TaskCompletionSource();
        await using var server = await StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            context.RequestAborted.Register(() => closed.TrySetResult());
            await closed.Task.WaitAsync(Patience);
        });
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
        using var stop = new CancellationTokenSource();
        var query = new ListQuery { AllowWatchBookmarks = true, ResourceVersion = "1" };
        await using var watch = new HttpObjectClient(http, KindRegistry.BuiltIn()).WatchAsync<Pod>(null, query, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience));
        var next = watch.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
        await closed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task GetAsync_NobodyListens_Throws()
    {
        var server = await StartAsync(_ => Task.CompletedTask);
        var address = server.Urls.Single();
        await server.DisposeAsync();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await Assert.ThrowsAsync<HttpRequestException>(() => new HttpObjectClient(http, KindRegistry.BuiltIn()).GetAsync<Pod>("ns", "p", default));
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(handle);
        await server.StartAsync();
        return server;
    }
}
