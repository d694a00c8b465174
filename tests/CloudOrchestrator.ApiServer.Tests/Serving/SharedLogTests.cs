using System.Collections.Concurrent;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.ApiServer.Tests.Serving;

/// <summary>Several servers over one log, any of them cold at any moment.</summary>
public sealed class SharedLogTests
{
    private const string ConfigMaps = "/api/v1/namespaces/team/configmaps";

    private readonly WatchedLog _log = new(new MemoryLog(TimeProvider.System));

    [Fact]
    public async Task Get_ColdServer_LoadsNoStream()
    {
        await using var one = await StartAsync();
        await CreateNamespaceAsync(one, "team");
        (await one.PostAsync(ConfigMaps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""")).Expect(201);
        await using var cold = await StartAsync();
        _log.Loaded.Clear();

        (await cold.SendAsync("GET", $"{ConfigMaps}/a")).Expect(200);
        (await cold.SendAsync("GET", $"{ConfigMaps}/b")).Expect(404);
        (await cold.SendAsync("GET", $"{ConfigMaps}/a?resourceVersion=0")).Expect(200);

        Assert.Empty(_log.Loaded);
    }

    [Fact]
    public async Task Write_ColdServer_LoadsNoStream()
    {
        await using var one = await StartAsync();
        await CreateNamespaceAsync(one, "team");
        (await one.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        await using var cold = await StartAsync();
        _log.Loaded.Clear();

        (await cold.SendAsync("PATCH", $"{ConfigMaps}/a", """{"data":{"k":"v"}}""", "application/merge-patch+json")).Expect(200);
        (await cold.PostAsync(ConfigMaps, """{"metadata":{"name":"b"}}""")).Expect(201);
        (await cold.PostAsync(ConfigMaps, """{"metadata":{"name":"b"}}""")).Expect(409);
        (await cold.SendAsync("DELETE", $"{ConfigMaps}/a?dryRun=All")).Expect(200);
        (await cold.SendAsync("DELETE", $"{ConfigMaps}/a")).Expect(200);
        (await cold.SendAsync("DELETE", $"{ConfigMaps}/a")).Expect(404);

        Assert.Empty(_log.Loaded);
        (await one.SendAsync("GET", $"{ConfigMaps}/b")).Expect(200);
    }

    [Fact]
    public async Task Authenticate_ColdServer_LoadsNoStream()
    {
        await using var one = await StartAsync();
        await CreateNamespaceAsync(one, "team");
        (await one.PostAsync("/api/v1/namespaces/team/serviceaccounts", """{"metadata":{"name":"robot"}}""")).Expect(201);
        var request = """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""";
        await using var cold = await StartAsync();
        _log.Loaded.Clear();

        var token = (string)(await cold.PostAsync("/api/v1/namespaces/team/serviceaccounts/robot/token", request)).Expect(201).Json["status"]!["token"]!;
        var http = cold.CreateHttp(token);
        using var answer = await http.GetAsync(new Uri($"{ConfigMaps}/a", UriKind.Relative));
        Assert.Equal(404, (int)answer.StatusCode);
        using var refused = await cold.CreateHttp("abcdef.0123456789abcdef").GetAsync(new Uri($"{ConfigMaps}/a", UriKind.Relative));
        Assert.Equal(401, (int)refused.StatusCode);

        Assert.Empty(_log.Loaded);
    }

    [Fact]
    public async Task Create_NamespaceCreatedElsewhereAfterThisServerLookedAtNamespaces_IsAccepted()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        (await two.SendAsync("GET", "/api/v1/namespaces")).Expect(200);
        await CreateNamespaceAsync(one, "team");

        (await two.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);

        Assert.Single((await one.SendAsync("GET", ConfigMaps)).Expect(200).Json["items"]!.AsArray());
    }

    private static async Task CreateNamespaceAsync(ServedApi api, string name) =>
        (await api.PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Expect(201);

    private Task<ServedApi> StartAsync() => ServedApi.StartAsync(sharedLog: _log);

    /// <summary>A log that notes which streams were loaded.</summary>
    private sealed class WatchedLog(MemoryLog inner) : IRevisionLog, IPointReads
    {
        public ConcurrentQueue<string> Loaded { get; } = new();

        public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken)
        {
            Loaded.Enqueue(stream);
            return inner.ReadStateAsync(stream, cancellationToken);
        }

        public Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken) =>
            inner.AppendAsync(stream, expectedHead, records, cancellationToken);

        public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken) =>
            inner.ReadAsync(stream, after, limit, cancellationToken);

        public Task<long> HeadAsync(string stream, CancellationToken cancellationToken) => inner.HeadAsync(stream, cancellationToken);

        public Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken) =>
            inner.ReadObjectAsync(stream, key, cancellationToken);

        public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) =>
            inner.WaitAsync(stream, after, limit, cancellationToken);

        public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

        public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => inner.TrimAsync(stream, before, cancellationToken);

        public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

        // Several servers share it.
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
