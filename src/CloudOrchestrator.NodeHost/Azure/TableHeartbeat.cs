using Azure;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.NodeAgent.Nodes;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>A sign of life that costs a storage transaction and no request to the API: the node merges nothing into its own row, whose time the service keeps.</summary>
internal sealed class TableHeartbeat(NodeAccessSource access, TableClientOptions options) : INodeHeartbeat
{
    private TableGrant? _granted;
    private HeartbeatWriter? _writer;

    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    /// <summary>Two attempts, and an end before the next sign is due: a sign of life that comes late is worth no more than the next.</summary>
    public static TableClientOptions Options(TimeProvider time) => new()
    {
        AttemptsMax = 2,
        TryTimeout = TimeSpan.FromSeconds(4),
        TotalTimeout = TimeSpan.FromSeconds(8),
        TimeProvider = time,
    };

    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        var current = await access.GetAsync(cancellationToken);
        if (current.Heartbeat is not { } granted)
            return;
        if (_writer is null || granted != _granted)
            (_writer, _granted) = (new HeartbeatWriter(granted.Table, granted.PartitionKey, granted.Sas, options), granted);
        try
        {
            await _writer.BeatAsync(cancellationToken);
        }
        catch (RequestFailedException failure)
        {
            if (failure.Status is 401 or 403 or 404)
                access.Refused(current);
            throw new HttpRequestException($"the heartbeat table does not take the node's sign of life: {failure.Status} {failure.ErrorCode}", failure);
        }
    }
}
