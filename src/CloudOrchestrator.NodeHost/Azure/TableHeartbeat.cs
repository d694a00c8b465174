using System.Net;
using System.Net.Http.Headers;
using CloudOrchestrator.NodeAgent.Nodes;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>A sign of life that costs a storage transaction and no request to the API: the node merges nothing into its own row, whose time the service keeps.</summary>
internal sealed class TableHeartbeat(HttpClient http, NodeAccessSource access, TimeProvider time) : INodeHeartbeat
{
    private const string ServiceVersion = "2019-02-02";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        var granted = await access.GetAsync(cancellationToken);
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var request = RequestFor(granted.Heartbeat);
        NodeMeter.StorageTransaction("merge");
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
                access.Refused(granted);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"the heartbeat table answered {(int)answer.StatusCode} {answer.ReasonPhrase}", null, answer.StatusCode);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"the heartbeat table has not answered for {Limit.TotalSeconds} s", late);
        }
    }

    private static HttpRequestMessage RequestFor(TableGrant table)
    {
        var url = $"{table.Table.AbsoluteUri.TrimEnd('/')}(PartitionKey='{KeyOf(table.PartitionKey)}',RowKey='heartbeat')?{table.Sas.TrimStart('?')}";
        // Merge without If-Match: the row is made the first time.
        var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(url))
        {
            Content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("x-ms-version", ServiceVersion);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Accept.ParseAdd("application/json;odata=nometadata");
        return request;
    }

    private static string KeyOf(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
