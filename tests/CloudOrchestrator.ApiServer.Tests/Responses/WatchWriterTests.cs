using System.IO.Pipelines;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudOrchestrator.ApiServer.Tests.Responses;

public sealed class WatchWriterTests
{
    private static readonly ApiServerOptions Options = new();

    [Fact]
    public async Task Write_ClientTakesNothing_EndsAtLimit()
    {
        await using var world = await World.StartAsync();
        var slow = new Exchange();
        var writing = world.WatchAsync(slow);
        world.Time.Advance(Options.WatchStallMax - TimeSpan.FromMilliseconds(1));
        Assert.False(writing.IsCompleted);
        Assert.False(slow.Aborted);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        await writing;
        Assert.True(slow.Aborted);
    }

    [Fact]
    public async Task Write_ClientTakesInTime_GoesOn()
    {
        await using var world = await World.StartAsync();
        var client = new Exchange();
        using var stopping = new CancellationTokenSource();
        var writing = world.WatchAsync(client, stopping.Token);
        world.Time.Advance(Options.WatchStallMax - TimeSpan.FromMilliseconds(1));
        var read = await client.Pipe.Reader.ReadAsync();
        client.Pipe.Reader.AdvanceTo(read.Buffer.End);
        await world.StoreAsync("b");
        read = await client.Pipe.Reader.ReadAsync();
        Assert.True(read.Buffer.Length > World.ValueBytes);
        Assert.False(client.Aborted);
        client.Pipe.Reader.AdvanceTo(read.Buffer.End);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    private sealed class World : IAsyncDisposable
    {
        public const int ValueBytes = 200_000;
        private readonly MemoryLog _log;
        private readonly ObjectStore _store;
        private readonly ServerParts _parts;
        private readonly KindDescriptor _kind;

        private World()
        {
            _log = new MemoryLog(Time);
            _store = new ObjectStore(_log, new ObjectStoreOptions(), Time, new SeededIds(1));
            var kinds = KindRegistry.BuiltIn();
            _kind = kinds.Find(new ResourceName("", "v1", "configmaps"))!;
            _parts = new ServerParts(kinds, _store, Time, new SeededIds(2), Options);
        }

        public ManualTimeProvider Time { get; } = new();

        public static async Task<World> StartAsync()
        {
            var world = new World();
            await world.StoreAsync("a");
            return world;
        }

        public Task StoreAsync(string name) => _store.MutateAsync("configmaps", new ObjectKey("default", name), (_, _) => new Mutation.Put(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["data"] = new JsonObject { ["k"] = new string('x', ValueBytes) },
        }), null, CancellationToken.None);

        public async Task WatchAsync(Exchange exchange, CancellationToken cancellationToken = default)
        {
            var call = new ApiCall { Kind = _kind, Namespace = "default", Name = "", Caller = Caller.System("tests") };
            var options = ListOptions.Parse(new QueryCollection(), watch: true).Value!;
            var verb = new WatchVerb(_parts, new RevisionWait(_parts), new SelectableFieldCache(_parts));
            await using var session = (await verb.RunAsync(call, options, TimeSpan.FromHours(1), cancellationToken)).Value!;
            await new WatchWriter(_parts).WriteAsync(exchange.Context, _kind, session, Representation.Json, cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await _store.DisposeAsync();
            await _log.DisposeAsync();
        }
    }

    /// <summary>A request whose response nobody takes unless the test does.</summary>
    private sealed class Exchange : IHttpResponseBodyFeature, IHttpRequestLifetimeFeature
    {
        public Exchange()
        {
            Context.Features.Set<IHttpResponseBodyFeature>(this);
            Context.Features.Set<IHttpRequestLifetimeFeature>(this);
        }

        public DefaultHttpContext Context { get; } = new();

        public Pipe Pipe { get; } = new(new PipeOptions(pauseWriterThreshold: 4096, resumeWriterThreshold: 2048));

        public bool Aborted { get; private set; }

        public PipeWriter Writer => Pipe.Writer;

        public Stream Stream => Pipe.Writer.AsStream();

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => Aborted = true;

        public Task CompleteAsync() => Task.CompletedTask;

        public void DisableBuffering()
        {
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
