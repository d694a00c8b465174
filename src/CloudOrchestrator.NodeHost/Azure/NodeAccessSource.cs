using System.Net;
using System.Text.Json;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>
/// The node's grants: asked for when first needed, renewed in the background long before they end, and asked for again at once when one was refused. Grants
/// that are still good are used however long the API cannot be reached.
/// </summary>
internal sealed class NodeAccessSource(HttpClient api, string nodeName, ServiceClock clock, TimeProvider time, ILogger log)
{
    private const double RenewAfterPart = 0.75;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RenewAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan NothingFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SpacingMin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SpacingMax = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private NodeAccess? _current;
    private Task<NodeAccess>? _asking;
    private DateTimeOffset _renewAt;
    private DateTimeOffset _mayAskAt;
    private TimeSpan _spacing = SpacingMin;

    /// <summary>True when there is a table for signs of life that has not refused them.</summary>
    public bool HasTable
    {
        get
        {
            lock (_lock)
                return _current is { Heartbeat: not null };
        }
    }

    /// <summary>The grants. Fails like any request when there are none and none can be had.</summary>
    public Task<NodeAccess> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asking is { IsCompleted: true })
                _asking = null;
            var now = clock.GetUtcNow();
            if (_current is { } current && now < current.Expires)
            {
                if (now >= _renewAt)
                    _asking ??= RenewAsync();
                return Task.FromResult(current);
            }
            _asking ??= AskAsync();
            return _asking.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Says that a grant was refused by the service it is for, or that what it is for is gone.</summary>
    public void Refused(NodeAccess access)
    {
        lock (_lock)
        {
            if (ReferenceEquals(access, _current))
                _current = null;
        }
    }

    private async Task<NodeAccess> RenewAsync()
    {
        try
        {
            return await AskAsync();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            log.LogWarning("The node's grants could not be renewed, trying again: {Message}", failure.Message);
            lock (_lock)
            {
                _renewAt = clock.GetUtcNow() + RenewAgain;
                return _current ?? throw new HttpRequestException("the node's grants were refused while they could not be renewed", failure);
            }
        }
    }

    private async Task<NodeAccess> AskAsync()
    {
        // Grants that are refused again and again must not become a stream of requests.
        TimeSpan wait;
        await Task.Yield();
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _spacing = now - _mayAskAt > SpacingMax ? SpacingMin : _spacing * 2 < SpacingMax ? _spacing * 2 : SpacingMax;
            wait = _mayAskAt - now;
            _mayAskAt = (wait > TimeSpan.Zero ? _mayAskAt : now) + _spacing;
        }
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time);
        var access = await RequestAsync();
        lock (_lock)
        {
            _current = access;
            _renewAt = clock.GetUtcNow() + ((access.Expires - clock.GetUtcNow()) * RenewAfterPart);
        }
        return access;
    }

    private async Task<NodeAccess> RequestAsync()
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            var path = $"apis/node.cloudorchestrator.io/v1/nodes/{Uri.EscapeDataString(nodeName)}/access";
            using var answer = await api.PostAsync(new Uri(path, UriKind.Relative), null, limit.Token);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return new NodeAccess(null, null, clock.GetUtcNow() + NothingFor);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"the API refuses the node's grants: {(int)answer.StatusCode} {answer.ReasonPhrase}", null, answer.StatusCode);
            return await answer.Content.ReadFromJsonAsync<NodeAccess>(limit.Token) ?? throw new HttpRequestException("the API answered no grants");
        }
        catch (JsonException unreadable)
        {
            throw new HttpRequestException("the API's grants cannot be read", unreadable);
        }
        catch (OperationCanceledException late)
        {
            throw new HttpRequestException($"the API has not answered for {Limit.TotalSeconds} s", late);
        }
    }
}
