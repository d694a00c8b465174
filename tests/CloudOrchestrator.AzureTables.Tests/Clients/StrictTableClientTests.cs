using System.Diagnostics.Metrics;
using Azure;
using Azure.Core;

namespace CloudOrchestrator.AzureTables.Tests.Clients;

/// <summary>The client on the strict service, and that service's rules which Azurite does not check.</summary>
public sealed class StrictTableClientTests : TableClientContract, IAsyncLifetime
{
    private StrictTableService _service = null!;
    private int _tables;

    protected override string ConnectionString => _service.ConnectionString;

    public async Task InitializeAsync() => _service = await StrictTableService.StartAsync(new StrictTableOptions { PageSizeMax = 7, EmptyPages = true, KnowsToken = token => token == "good" });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task SubmitTransactionAsync_TwoPartitions_IsRefused() => await RefusedAsync(
        TableErrorCode.CommandsInBatchActOnDifferentPartitions, 1, Step(TableTransactionActionType.Add, "p", "a"), Step(TableTransactionActionType.Add, "q", "a"));

    [Fact]
    public async Task SubmitTransactionAsync_OneEntityTwice_IsRefused() => await RefusedAsync(
        TableErrorCode.InvalidDuplicateRow, 1, Step(TableTransactionActionType.Add, "p", "a"), Step(TableTransactionActionType.UpsertMerge, "p", "a"));

    [Fact]
    public async Task SubmitTransactionAsync_PropertyTooLarge_IsRefused() => await RefusedAsync(
        TableErrorCode.PropertyValueTooLarge, 0, new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "a") { { "A", new byte[(64 << 10) + 1] } }));

    [Fact]
    public async Task SubmitTransactionAsync_TooManySteps_IsRefusedBeforeItIsSent()
    {
        var table = await CreateAsync();
        var steps = Enumerable.Range(0, 101).Select(i => Step(TableTransactionActionType.Add, "p", $"{i}"));
        Assert.Contains("100", (await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync(steps))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_service.Seen, request => request.IsBatch);
    }

    [Fact]
    public async Task AddEntityAsync_EntityTooLarge_IsRefused()
    {
        var table = await CreateAsync();
        var entity = new TableEntity("p", "a");
        for (var i = 0; i < 16; i++)
            entity[$"V{i}"] = new byte[64 << 10];
        Assert.Equal(TableErrorCode.EntityTooLarge.Value, (await FailsAsync(() => table.AddEntityAsync(entity))).ErrorCode);
    }

    [Theory]
    [InlineData("a/b", "OutOfRangeInput")]
    [InlineData("a\u0001", "OutOfRangeInput")]
    public async Task AddEntityAsync_KeyNotAllowed_IsRefused(string key, string code)
    {
        var table = await CreateAsync();
        Assert.Equal(code, (await FailsAsync(() => table.AddEntityAsync(new TableEntity("p", key)))).ErrorCode);
        Assert.Equal("KeyValueTooLarge", (await FailsAsync(() => table.AddEntityAsync(new TableEntity("p", new string('k', 513))))).ErrorCode);
    }

    [Fact]
    public async Task Requests_AreCountedEachAttempt()
    {
        var counted = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "CloudOrchestrator" && instrument.Name == "cloudorchestrator.storage.transactions")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue((string)tags[0].Value!));
        var table = await CreateAsync();
        listener.Start();
        _service.Faults.Next(_ => true, TableFault.Failed, 2);
        await table.DeleteEntityAsync("p", "counted");
        await table.SubmitTransactionAsync([Step(TableTransactionActionType.Add, "p", "a"), Step(TableTransactionActionType.Add, "p", "b")]);

        // Other tests run at the same time; deletes of single entities and transactions of theirs may be among those counted.
        Assert.True(counted.Count(operation => operation == "DeleteEntity") >= 3);
        Assert.Contains("Batch", counted);
    }

    // Azurite lets such a signature write to any partition.
    [Fact]
    public async Task Sas_OnePartition_ReachesNoOther()
    {
        var table = await CreateAsync();
        await table.AddEntityAsync(new TableEntity("other", "r"));
        var all = TableSasPermissions.Read | TableSasPermissions.Add | TableSasPermissions.Update | TableSasPermissions.Delete;
        var sas = TableSasBuilder.ForPartition(table.Name, "mine", all, TimeProvider.System.GetUtcNow().AddHours(1));
        sas.HttpsOnly = false;
        var limited = new TableClient(table.Uri, new AzureSasCredential(sas.Sign(Key)), Logs.Quick);
        await limited.SubmitTransactionAsync([Step(TableTransactionActionType.UpsertMerge, "mine", "r")]);
        Assert.Equal(403, (await FailsAsync(() => limited.UpsertEntityAsync(new TableEntity("other", "r")))).Status);
        Assert.Equal(403, (await FailsAsync(() => limited.GetEntityAsync("other", "r"))).Status);
        Assert.Equal(403, (await FailsAsync(() => limited.SubmitTransactionAsync([Step(TableTransactionActionType.UpsertMerge, "other", "r")]))).Status);
        await foreach (var entity in limited.QueryAsync())
            Assert.Equal("mine", entity.PartitionKey);
        Assert.Equal(403, (await FailsAsync(() => new TableClient(new Uri(table.Uri + "x"), new AzureSasCredential(sas.Sign(Key)), Logs.Quick).GetEntityAsync("mine", "r"))).Status);
    }

    [Fact]
    public async Task Token_Known_IsLetIn()
    {
        var service = new TableServiceClient(new UriBuilder(_service.Uri) { Scheme = "https" }.Uri, new StaticToken("good"), new TableClientOptions { Transport = new PlainTransport() });
        Assert.True(await service.GetTableClient("tokens").CreateIfNotExistsAsync());
        var stranger = new TableServiceClient(new UriBuilder(_service.Uri) { Scheme = "https" }.Uri, new StaticToken("bad"), new TableClientOptions { Transport = new PlainTransport() });
        Assert.Equal(403, (await FailsAsync(() => stranger.GetTableClient("tokens").CreateIfNotExistsAsync())).Status);
    }

    protected override string NewTable() => $"table{Interlocked.Increment(ref _tables)}";

    private async Task RefusedAsync(TableErrorCode code, int index, params TableTransactionAction[] steps)
    {
        var table = await CreateAsync();
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(steps));
        Assert.Equal((400, code.Value, index), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
    }

    private sealed class StaticToken(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Tokens travel over TLS only; the service under test speaks plain HTTP.</summary>
    private sealed class PlainTransport : Azure.Core.Pipeline.HttpPipelineTransport
    {
        private readonly Azure.Core.Pipeline.HttpClientTransport _inner = new();

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            message.Request.Uri.Scheme = "http";
            return _inner.ProcessAsync(message);
        }
    }
}
