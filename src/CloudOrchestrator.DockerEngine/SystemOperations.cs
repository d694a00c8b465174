using System.Runtime.CompilerServices;
using System.Text.Json;
using CloudOrchestrator.DockerEngine.Models;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The engine's operations on itself.</summary>
public sealed class SystemOperations
{
    private readonly DockerTransport _transport;

    internal SystemOperations(DockerTransport transport) => _transport = transport;

    /// <summary>The engine's version.</summary>
    public Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<VersionResponse>(HttpMethod.Get, "/version", null, cancellationToken);

    /// <summary>
    /// Follows the engine's events. <paramref name="onSubscribed"/> runs once the engine has accepted the request: what happens after it is reported.
    /// </summary>
    public async IAsyncEnumerable<Message> MonitorEventsAsync(
        ContainerEventsParameters parameters, Action onSubscribed, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await _transport.OpenAsync(HttpMethod.Get, $"/events{new QueryString().Add("filters", parameters.Filters)}", cancellationToken);
        onSubscribed();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var message in JsonSerializer.DeserializeAsyncEnumerable<Message>(body, topLevelValues: true, DockerJson.Options, cancellationToken))
        {
            if (message is not null)
                yield return message;
        }
    }
}
