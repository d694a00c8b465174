using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CloudOrchestrator.AzureTables.Pipeline;
using CloudOrchestrator.AzureTables.Protocol;

namespace CloudOrchestrator.AzureTables;

/// <summary>Client of an account's Table service. Safe for concurrent use; one for the process is enough.</summary>
public sealed class TableServiceClient
{
    private const string Scope = "https://storage.azure.com/.default";
    private readonly TableConnection _connection;

    /// <summary>A client from a connection string (<see cref="TableConnectionString"/>).</summary>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(TableConnectionString.Parse(connectionString), options)
    {
    }

    /// <summary>A client that signs with an account key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(new TableConnectionString(endpoint, credential, null), options)
    {
    }

    /// <summary>A client with a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(new TableConnectionString(endpoint, null, credential), options)
    {
    }

    /// <summary>A client with an identity of Microsoft Entra ID.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential credential, TableClientOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope), options)
    {
    }

    private TableServiceClient(TableConnectionString connection, TableClientOptions? options)
        : this(
            connection.Endpoint,
            connection.SharedKey is { } key ? new SharedKeyPolicy(key, options?.TimeProvider ?? TimeProvider.System) : new SasPolicy(connection.Sas!),
            options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        options.RetryPolicy = new TableRetryPolicy(options);
        var pipeline = HttpPipelineBuilder.Build(options, [new TracePolicy()], [authentication, new TransactionCountPolicy()], null);
        _connection = new TableConnection(pipeline, endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        Uri = endpoint;
    }

    /// <summary>The account's endpoint.</summary>
    public Uri Uri { get; }

    /// <summary>A client of one table, which need not exist.</summary>
    public TableClient GetTableClient(string tableName) => new(_connection, tableName);

    /// <summary>Names of the account's tables that begin with a text.</summary>
    public async Task<IReadOnlyList<string>> QueryTableNamesAsync(string prefix, CancellationToken cancellationToken = default)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            var filter = Uri.EscapeDataString($"TableName ge '{prefix}' and TableName lt '{prefix}~'");
            using var message = _connection.Message(RequestMethod.Get, $"Tables?$filter={filter}{(next is null ? "" : "&NextTableName=" + Uri.EscapeDataString(next))}", "QueryTables");
            var response = await _connection.SendAsync(message, cancellationToken, 200);
            using var json = JsonDocument.Parse(response.Content.ToMemory());
            names.AddRange(json.RootElement.GetProperty("value").EnumerateArray().Select(table => table.GetProperty("TableName").GetString()!));
            next = response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var token) ? token : null;
        }
        while (next is not null);
        return names;
    }
}
