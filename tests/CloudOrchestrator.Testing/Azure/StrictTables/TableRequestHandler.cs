using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>Answers requests.</summary>
internal sealed partial class TableRequestHandler(StrictTableOptions options, string account, string key)
{
    private const int RequestBytesMax = 4 << 20;
    private const int BatchOperationsMax = 100;

    private readonly TableAccount _tables = new(options.Time);
    private readonly RequestAuthenticator _authenticator = new(account, key, options.KnowsToken, options.Time);

    public TableAnswer Handle(HttpRequest request, string path, string below, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (request.Headers["x-ms-version"].Count == 0 && !request.Query.ContainsKey("sv"))
                throw TableRefusal.Bad("MissingRequiredHeader", "x-ms-version");
            var access = _authenticator.Authenticate(request, path);
            if (body.Length > RequestBytesMax)
                throw new TableRefusal(413, "RequestBodyTooLarge", $"The request body is too large and exceeds the maximum permissible limit: {body.Length} bytes.");
            if (below == "$batch")
                return Batch(request, body, access);
            return TablesAddress().Match(Uri.UnescapeDataString(below)) is { Success: true } tables
                ? Tables(request, tables.Groups["n"], body, access)
                : Entities(request, EntityRequest.Read(request.Method, below, request.Headers, body), access);
        }
        catch (TableRefusal refusal)
        {
            return TableAnswer.Error(refusal);
        }
    }

    private TableAnswer Tables(HttpRequest request, Group named, ReadOnlyMemory<byte> body, TableAccess access)
    {
        access.DemandAccount();
        switch (request.Method)
        {
            case "GET":
                var filter = ODataFilter.Parse(request.Query["$filter"]);
                var names = _tables.Names().Where(name => filter(new StoredEntity("", "", new Dictionary<string, object> { ["TableName"] = name }, default)));
                return TableAnswer.Json(200, new { value = names.Select(name => new { TableName = name }) });
            case "POST":
                var created = JsonDocument.Parse(body).RootElement.GetProperty("TableName").GetString()!;
                if (!TableName().IsMatch(created))
                    throw TableRefusal.Bad("InvalidResourceName", $"The specified resource name contains invalid characters: {created}");
                _tables.Create(created);
                return new TableAnswer(204, default);
            case "DELETE" when named.Success:
                _tables.Drop(named.Value);
                return new TableAnswer(204, default);
            default:
                throw new TableRefusal(405, "UnsupportedHttpVerb", request.Method);
        }
    }

    private TableAnswer Entities(HttpRequest request, EntityRequest entity, TableAccess access)
    {
        var metadata = !request.Headers.Accept.ToString().Contains("nometadata", StringComparison.Ordinal);
        if (entity.Method == "GET")
        {
            if (entity.Key is not var (partition, row))
                return Query(request, entity.Table, access, metadata);
            access.Demand(entity.Table, "r", partition, row);
            return TableAnswer.Json(200, EntityBody.Write(_tables.Get(entity.Table, partition, row), Select(request), metadata));
        }

        var operation = entity.Operation();
        access.Demand(entity.Table, operation.Permissions, operation.PartitionKey, operation.RowKey);
        var after = _tables.Apply(entity.Table, [operation])[0];
        var answer = operation.Verb == EntityVerb.Insert && !request.Headers["Prefer"].Contains("return-no-content")
            ? TableAnswer.Json(201, EntityBody.Write(after!, null, metadata))
            : new TableAnswer(204, default);
        if (after is not null)
            answer.Headers["ETag"] = after.ETag;
        return answer;
    }

    private TableAnswer Query(HttpRequest request, string table, TableAccess access, bool metadata)
    {
        access.Demand(table, "r");
        string? filter = request.Query["$filter"];
        var matches = ODataFilter.Parse(filter);
        var top = request.Query.TryGetValue("$top", out var given) ? int.Parse(given.ToString()) : options.PageSizeMax;
        if (top is < 1 or > 1000)
            throw TableRefusal.Bad("InvalidInput", "$top must be 1 to 1000.");
        var resumed = request.Query.TryGetValue("NextPartitionKey", out var partition);
        var start = resumed ? (Decoded(partition!), request.Query.TryGetValue("NextRowKey", out var row) ? Decoded(row!) : "") : ("", "");
        var max = Math.Min(top, options.PageSizeMax);
        var found = _tables.Scan(table, start, KeyRange.Of(filter), entity => matches(entity) && access.Covers(entity.PartitionKey, entity.RowKey), max + 1);
        if (options.EmptyPages && !resumed && found.Count > 0)
            max = 0;
        var answer = TableAnswer.Json(200, new { value = found.Take(max).Select(entity => EntityBody.Write(entity, Select(request), metadata)) });
        if (found.Count > max)
        {
            answer.Headers["x-ms-continuation-NextPartitionKey"] = Encoded(found[max].PartitionKey);
            answer.Headers["x-ms-continuation-NextRowKey"] = Encoded(found[max].RowKey);
        }

        return answer;
    }

    private TableAnswer Batch(HttpRequest request, ReadOnlyMemory<byte> body, TableAccess access)
    {
        var requests = BatchBody.Read(request.ContentType, body, account);
        try
        {
            if (requests.Count is 0 or > BatchOperationsMax)
                throw TableRefusal.Bad("InvalidInput", $"The batch request operation exceeds the maximum 100 changes per change set: {requests.Count}.");
            var operations = requests.Select(part => part.Operation()).ToArray();
            for (var i = 0; i < operations.Length; i++)
                Check(requests, operations, i, access);
            var after = _tables.Apply(requests[0].Table, operations);
            return Multipart([.. after.Select(entity => (204, (string?)null, entity?.ETag, ""))]);
        }
        catch (TableRefusal refusal)
        {
            return Multipart([(refusal.Status, refusal.Code, null, TableAnswer.ErrorBody(refusal))]);
        }
    }

    private static void Check(IReadOnlyList<EntityRequest> requests, EntityOperation[] operations, int index, TableAccess access)
    {
        var (request, operation) = (requests[index], operations[index]);
        if (!request.Table.Equals(requests[0].Table, StringComparison.OrdinalIgnoreCase) || operation.PartitionKey != operations[0].PartitionKey)
        {
            throw new TableRefusal(400, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.") { Index = index };
        }

        if (operations.AsSpan(0, index).ToArray().Any(earlier => earlier.RowKey == operation.RowKey))
            throw new TableRefusal(400, "InvalidDuplicateRow", "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.") { Index = index };
        access.Demand(request.Table, operation.Permissions, operation.PartitionKey, operation.RowKey);
    }

    private static TableAnswer Multipart(IReadOnlyList<(int, string?, string?, string)> answers) =>
        new(202, BatchBody.Write(answers), "multipart/mixed; boundary=batchresponse_b");

    private static string[]? Select(HttpRequest request) =>
        request.Query.TryGetValue("$select", out var select) ? select.ToString().Split(',', StringSplitOptions.TrimEntries) : null;

    // Continuation tokens are opaque; these are nothing like keys, so that nobody can take them for such.
    private static string Encoded(string key) => "1!" + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(key));

    private static string Decoded(string? token) => token?.StartsWith("1!", StringComparison.Ordinal) == true
        ? System.Text.Encoding.UTF8.GetString(Convert.FromHexString(token[2..]))
        : throw TableRefusal.Bad("InvalidInput", $"Not a continuation token: {token}");

    [GeneratedRegex(@"^Tables(\(\)|\('(?<n>[^']*)'\))?$")]
    private static partial Regex TablesAddress();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex TableName();
}
