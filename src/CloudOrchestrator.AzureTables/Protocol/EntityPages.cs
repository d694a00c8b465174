using System.Text.Json;
using Azure;
using Azure.Core;

namespace CloudOrchestrator.AzureTables.Protocol;

/// <summary>The pages of a query. A continuation token is the two keys the service answered, separated by a space.</summary>
internal sealed class EntityPages(
    TableConnection connection, string table, string? filter, int? maxPerPage, string? select, CancellationToken cancellationToken) : AsyncPageable<TableEntity>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<TableEntity>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken;
        do
        {
            var page = await PageAsync(next, pageSizeHint ?? maxPerPage);
            next = page.ContinuationToken;
            yield return page;
        }
        while (next is not null);
    }

    private async Task<Page<TableEntity>> PageAsync(string? next, int? top)
    {
        using var message = connection.Message(RequestMethod.Get, $"{table}(){Query(next, top)}", "QueryEntities");
        var response = await connection.SendAsync(message, CancellationToken, 200);
        using var json = JsonDocument.Parse(response.Content.ToMemory());
        var values = json.RootElement.GetProperty("value").EnumerateArray().Select(EntityJson.Read).ToArray();
        return Page<TableEntity>.FromValues(values, Continuation(response), response);
    }

    private string Query(string? next, int? top)
    {
        var parts = new List<string>();
        if (!string.IsNullOrEmpty(filter))
            parts.Add("$filter=" + Uri.EscapeDataString(filter));
        if (select is not null)
            parts.Add("$select=" + Uri.EscapeDataString(select));
        if (top is { } count)
            parts.Add($"$top={count}");
        if (next is not null)
        {
            var keys = next.Split(' ');
            parts.Add("NextPartitionKey=" + Uri.EscapeDataString(keys[0]));
            if (keys.Length > 1)
                parts.Add("NextRowKey=" + Uri.EscapeDataString(keys[1]));
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string? Continuation(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition))
            return null;
        return response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) ? $"{partition} {row}" : partition;
    }
}
