using System.Globalization;
using Azure;

namespace CloudOrchestrator.AzureTables.Tests.Clients;

/// <summary>What the client does on any Table service.</summary>
public abstract class TableClientContract
{
    protected abstract string ConnectionString { get; }

    protected abstract string NewTable();

    [Fact]
    public virtual async Task Entity_AllTypes_AreReadBack()
    {
        var table = await CreateAsync();
        var entity = new TableEntity("p", "it's 100% \"ok\" ä€")
        {
            { "Text", "ü\"\n" }, { "Small", 7 }, { "Large", long.MaxValue }, { "Half", 0.5 }, { "Whole", 3.0 }, { "Yes", true },
            { "Id", new Guid("11111111-2222-3333-4444-555555555555") }, { "Bytes", new byte[] { 0, 1, 255 } },
            { "At", new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero) },
        };
        await table.AddEntityAsync(entity);
        var read = (await table.GetEntityAsync(entity.PartitionKey, entity.RowKey)).Value;
        Assert.Equal(entity.RowKey, read.RowKey);
        Assert.Equal(entity.Keys.Order(), read.Keys.Order());
        Assert.All(entity, property => Assert.Equal(property.Value, read[property.Key]));
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public virtual async Task Conditions_AreTypedOutcomes()
    {
        var table = await CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { { "A", 1 }, { "B", 1 } });
        Assert.Equal(TableErrorCode.EntityAlreadyExists.Value, (await FailsAsync(() => table.AddEntityAsync(new TableEntity("p", "r")))).ErrorCode);
        var etag = (await table.GetEntityAsync("p", "r")).Value.ETag;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { { "A", 2 } }, etag);
        var stale = await FailsAsync(() => table.UpdateEntityAsync(new TableEntity("p", "r") { { "A", 3 } }, etag));
        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied.Value), (stale.Status, stale.ErrorCode));
        Assert.Equal(412, (await FailsAsync(() => table.DeleteEntityAsync("p", "r", etag))).Status);
        var merged = (await table.GetEntityAsync("p", "r")).Value;
        Assert.Equal((2, 1), (merged.GetInt32("A"), merged.GetInt32("B")));
        await table.UpsertEntityAsync(new TableEntity("p", "r") { { "A", 4 } }, TableUpdateMode.Replace);
        Assert.Null((await table.GetEntityAsync("p", "r")).Value.GetInt32("B"));
        Assert.Equal(404, (await FailsAsync(() => table.UpdateEntityAsync(new TableEntity("p", "none"), ETag.All))).Status);
        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r")).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
        Assert.False((await table.GetEntityIfExistsAsync("p", "r")).HasValue);
        Assert.Equal(404, (await FailsAsync(() => table.GetEntityAsync("p", "r"))).Status);
    }

    [Fact]
    public virtual async Task Tables_AreMadeOnceAndListed()
    {
        var table = Service.GetTableClient(NewTable());
        Assert.Equal(TableErrorCode.TableNotFound.Value, (await FailsAsync(() => table.AddEntityAsync(new TableEntity("p", "r")))).ErrorCode);
        Assert.True(await table.CreateIfNotExistsAsync());
        Assert.False(await table.CreateIfNotExistsAsync());
        Assert.Contains(table.Name, await Service.QueryTableNamesAsync(table.Name));
        Assert.True(await table.DeleteAsync());
        Assert.False(await table.DeleteAsync());
        Assert.Empty(await Service.QueryTableNamesAsync(table.Name));
    }

    [Fact]
    public virtual async Task QueryAsync_ManyPages_AreInOrderAndComplete()
    {
        var table = await CreateAsync();
        for (var i = 0; i < 3; i++)
            await table.SubmitTransactionAsync(Enumerable.Range(0, 20).Select(n => Step(TableTransactionActionType.Add, "p", $"{(i * 20) + n:D3}")));
        await table.AddEntityAsync(new TableEntity("q", "000"));
        var sizes = new List<int>();
        var keys = new List<string>();
        await foreach (var page in table.QueryAsync("PartitionKey eq 'p' and RowKey ge '010' and RowKey lt '055'", 10, ["RowKey"]).AsPages())
        {
            Assert.NotNull(page.GetRawResponse().Headers.Date);
            sizes.Add(page.Values.Count);
            keys.AddRange(page.Values.Select(entity => entity.RowKey));
        }

        Assert.Equal(Enumerable.Range(10, 45).Select(n => n.ToString("D3", CultureInfo.InvariantCulture)), keys);
        Assert.All(sizes, size => Assert.InRange(size, 0, 10));
        Assert.Equal(61, await CountAsync(table.QueryAsync()));
    }

    [Fact]
    public virtual async Task SubmitTransactionAsync_OneStepRefused_DoesNothing()
    {
        var table = await CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "b"));
        TableTransactionAction[] steps = [Step(TableTransactionActionType.Add, "p", "a"), Step(TableTransactionActionType.UpsertReplace, "p", "c"), Step(TableTransactionActionType.Add, "p", "b")];
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(steps));
        Assert.Equal((409, TableErrorCode.EntityAlreadyExists.Value), (refused.Status, refused.ErrorCode));
        Assert.Equal(1, await CountAsync(table.QueryAsync()));
    }

    [Fact]
    public virtual async Task SubmitTransactionAsync_EveryKindOfStep_Works()
    {
        var table = await CreateAsync();
        await table.SubmitTransactionAsync([Step(TableTransactionActionType.Add, "p", "a"), Step(TableTransactionActionType.Add, "p", "b"), Step(TableTransactionActionType.Add, "p", "c")]);
        await table.SubmitTransactionAsync(
        [
            Step(TableTransactionActionType.UpdateMerge, "p", "a"), Step(TableTransactionActionType.UpdateReplace, "p", "b"), Step(TableTransactionActionType.Delete, "p", "c"),
            Step(TableTransactionActionType.UpsertMerge, "p", "d"), Step(TableTransactionActionType.UpsertReplace, "p", "it's e"),
        ]);
        var keys = new List<string>();
        await foreach (var entity in table.QueryAsync())
            keys.Add(entity.RowKey);
        Assert.Equal(["a", "b", "d", "it's e"], keys);
        var missing = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Step(TableTransactionActionType.UpdateMerge, "p", "none")]));
        Assert.Equal(404, missing.Status);
    }

    [Fact]
    public virtual async Task Sas_WriteOnly_ReadsAndDeletesNothing()
    {
        var table = await CreateAsync();
        var sas = TableSasBuilder.ForPartition(table.Name, "mine", TableSasPermissions.Add | TableSasPermissions.Update, TimeProvider.System.GetUtcNow().AddHours(1));
        sas.HttpsOnly = false;
        var limited = new TableClient(table.Uri, new AzureSasCredential(sas.Sign(Key)), Logs.Quick);
        await limited.UpsertEntityAsync(new TableEntity("mine", "r") { { "A", 1 } });
        await limited.UpsertEntityAsync(new TableEntity("mine", "r") { { "A", 2 } });
        Assert.Equal(2, (await table.GetEntityAsync("mine", "r")).Value.GetInt32("A"));
        Assert.Equal(403, (await FailsAsync(() => limited.GetEntityAsync("mine", "r"))).Status);
        Assert.Equal(403, (await FailsAsync(() => limited.DeleteEntityAsync("mine", "r"))).Status);
    }

    [Fact]
    public virtual async Task Sas_ExpiredOrForged_IsRefused()
    {
        var table = await CreateAsync();
        var sas = new TableSasBuilder(table.Name, TableSasPermissions.Read, TimeProvider.System.GetUtcNow().AddMinutes(-1)) { HttpsOnly = false };
        Assert.Equal(403, (await FailsAsync(() => Limited(sas.Sign(Key)).GetEntityAsync("p", "r"))).Status);
        sas.ExpiresOn = TimeProvider.System.GetUtcNow().AddHours(1);
        Assert.Equal(404, (await FailsAsync(() => Limited(sas.Sign(Key)).GetEntityAsync("p", "r"))).Status);
        Assert.Equal(403, (await FailsAsync(() => Limited(sas.Sign(Key).Replace("sp=r", "sp=raud", StringComparison.Ordinal)).GetEntityAsync("p", "r"))).Status);

        TableClient Limited(string signature) => new(table.Uri, new AzureSasCredential(signature), Logs.Quick);
    }

    protected TableServiceClient Service => new(ConnectionString, Logs.Quick);

    protected TableSharedKeyCredential Key => TableConnectionString.Parse(ConnectionString).SharedKey!;

    protected async Task<TableClient> CreateAsync()
    {
        var table = Service.GetTableClient(NewTable());
        await table.CreateIfNotExistsAsync();
        return table;
    }

    protected static TableTransactionAction Step(TableTransactionActionType type, string partition, string row) => new(type, new TableEntity(partition, row) { { "A", 1 } });

    protected static Task<RequestFailedException> FailsAsync(Func<Task> call) => Assert.ThrowsAnyAsync<RequestFailedException>(call);

    private static async Task<int> CountAsync(AsyncPageable<TableEntity> entities)
    {
        var count = 0;
        await foreach (var entity in entities)
            count++;
        return count;
    }
}
