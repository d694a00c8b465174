using System.Text.Json;
using Azure;
using Azure.Core;
using CloudOrchestrator.AzureTables.Pipeline;
using CloudOrchestrator.AzureTables.Protocol;

namespace CloudOrchestrator.AzureTables;

/// <summary>Client of one table. Failures are <see cref="RequestFailedException"/> with a <see cref="TableErrorCode"/>.</summary>
public sealed class TableClient
{
    private readonly TableConnection _connection;

    internal TableClient(TableConnection connection, string name)
    {
        _connection = connection;
        Name = name;
    }

    /// <summary>A client of a table given by its address, with a shared access signature.</summary>
    public TableClient(Uri table, AzureSasCredential credential, TableClientOptions? options = null)
    {
        var address = table.GetLeftPart(UriPartial.Path);
        var slash = address.LastIndexOf('/');
        Name = address[(slash + 1)..];
        _connection = new TableServiceClient(new Uri(address[..slash]), credential, options).GetTableClient(Name)._connection;
    }

    /// <summary>Name of the table.</summary>
    public string Name { get; }

    /// <summary>Address of the table.</summary>
    public Uri Uri => new($"{_connection.Endpoint}/{Name}");

    /// <summary>Makes the table; false when it is there already.</summary>
    public async Task<bool> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = _connection.Message(RequestMethod.Post, "Tables", "CreateTable");
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = Name }));
        var response = await _connection.SendAsync(message, cancellationToken, 201, 204, 409);
        if (response.Status != 409)
            return true;
        var error = TableErrors.From(response);
        return error.ErrorCode == TableErrorCode.TableAlreadyExists.Value ? false : throw error;
    }

    /// <summary>Removes the table and all in it; false when it is not there.</summary>
    public async Task<bool> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = _connection.Message(RequestMethod.Delete, $"Tables('{Name}')", "DeleteTable");
        return (await _connection.SendAsync(message, cancellationToken, 204, 404)).Status == 204;
    }

    /// <summary>Inserts an entity; fails with <see cref="TableErrorCode.EntityAlreadyExists"/> when it is there.</summary>
    public async Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default)
    {
        using var message = WithBody(_connection.Message(RequestMethod.Post, Name, "InsertEntity"), entity, default);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        return await _connection.SendAsync(message, cancellationToken, 201, 204);
    }

    /// <summary>Inserts an entity, or changes the one that is there.</summary>
    public Task<Response> UpsertEntityAsync(TableEntity entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        PutAsync(entity, default, mode, mode == TableUpdateMode.Merge ? "InsertOrMergeEntity" : "InsertOrReplaceEntity", cancellationToken);

    /// <summary>Changes an entity that is there and has the ETag, or any with <see cref="ETag.All"/>.</summary>
    public Task<Response> UpdateEntityAsync(
        TableEntity entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        PutAsync(entity, ifMatch == default ? ETag.All : ifMatch, mode, mode == TableUpdateMode.Merge ? "MergeEntity" : "UpdateEntity", cancellationToken);

    /// <summary>Deletes an entity; one that is not there is no failure.</summary>
    public async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        using var message = _connection.Message(RequestMethod.Delete, TableAddress.Entity(Name, partitionKey, rowKey), "DeleteEntity");
        message.Request.Headers.SetValue("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString("H"));
        return await _connection.SendAsync(message, cancellationToken, 204, 404);
    }

    /// <summary>An entity; fails when it is not there.</summary>
    public async Task<Response<TableEntity>> GetEntityAsync(string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        using var message = _connection.Message(RequestMethod.Get, TableAddress.Entity(Name, partitionKey, rowKey), "QueryEntity");
        var response = await _connection.SendAsync(message, cancellationToken, 200);
        return Response.FromValue(Entity(response), response);
    }

    /// <summary>An entity, without value when it or the table is not there.</summary>
    public async Task<NullableResponse<TableEntity>> GetEntityIfExistsAsync(string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        using var message = _connection.Message(RequestMethod.Get, TableAddress.Entity(Name, partitionKey, rowKey), "QueryEntity");
        var response = await _connection.SendAsync(message, cancellationToken, 200, 404);
        return new PossibleEntity(response.Status == 200 ? Entity(response) : null, response);
    }

    /// <summary>
    /// Entities that match a filter, in order of their keys. A page may be empty although more follow; it then still has its continuation token.
    /// </summary>
    public AsyncPageable<TableEntity> QueryAsync(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new EntityPages(_connection, Name, filter, maxPerPage, select is null ? null : string.Join(',', select), cancellationToken);

    /// <summary>Does all steps or none. All entities must be of one partition, each named once; at most 100 steps and 4 MiB.</summary>
    public async Task<Response> SubmitTransactionAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken = default)
    {
        const string Batch = "batch_b", ChangeSet = "changeset_c";
        var body = BatchRequest.Write(actions, _connection.Endpoint, Name, Batch, ChangeSet);
        using var message = _connection.Message(RequestMethod.Post, "$batch", "Batch");
        message.Request.Headers.SetValue("Content-Type", $"multipart/mixed; boundary={Batch}");
        message.Request.Content = RequestContent.Create(body);
        var response = await _connection.SendAsync(message, cancellationToken, 202);
        BatchResponse.Check(response, Attempts.Of(message));
        return response;
    }

    private static TableEntity Entity(Response response)
    {
        using var json = JsonDocument.Parse(response.Content.ToMemory());
        return EntityJson.Read(json.RootElement);
    }

    private static HttpMessage WithBody(HttpMessage message, TableEntity entity, ETag ifMatch)
    {
        message.Request.Headers.SetValue("Content-Type", "application/json");
        if (ifMatch != default)
            message.Request.Headers.SetValue("If-Match", ifMatch.ToString("H"));
        message.Request.Content = RequestContent.Create(EntityJson.Write(entity));
        return message;
    }

    private async Task<Response> PutAsync(TableEntity entity, ETag ifMatch, TableUpdateMode mode, string operation, CancellationToken cancellationToken)
    {
        var method = mode == TableUpdateMode.Merge ? RequestMethod.Parse("MERGE") : RequestMethod.Put;
        using var message = WithBody(_connection.Message(method, TableAddress.Entity(Name, entity.PartitionKey, entity.RowKey), operation), entity, ifMatch);
        return await _connection.SendAsync(message, cancellationToken, 204);
    }

    private sealed class PossibleEntity(TableEntity? value, Response response) : NullableResponse<TableEntity>
    {
        public override bool HasValue => value is not null;

        public override TableEntity Value => value ?? throw new InvalidOperationException("the entity does not exist");

        public override Response GetRawResponse() => response;
    }
}
