using CloudOrchestrator.DockerEngine.Models;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The engine's operations on processes inside containers.</summary>
public sealed class ExecOperations
{
    private readonly DockerTransport _transport;

    internal ExecOperations(DockerTransport transport) => _transport = transport;

    /// <summary>Prepares a process.</summary>
    public Task<ContainerExecCreateResponse> ExecCreateContainerAsync(
        string id, ContainerExecCreateParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ContainerExecCreateResponse>(HttpMethod.Post, $"/containers/{id}/exec", parameters, cancellationToken);

    /// <summary>Starts a prepared process and connects to its streams.</summary>
    public async Task<MultiplexedStream> StartAndAttachContainerExecAsync(string id, bool tty, CancellationToken cancellationToken = default) =>
        new(await _transport.HijackAsync($"/exec/{id}/start", new Dictionary<string, bool>(StringComparer.Ordinal) { ["Detach"] = false, ["Tty"] = tty }, cancellationToken), !tty);

    /// <summary>Reads a process's state.</summary>
    public Task<ContainerExecInspectResponse> InspectContainerExecAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ContainerExecInspectResponse>(HttpMethod.Get, $"/exec/{id}/json", null, cancellationToken);

    /// <summary>Changes the size of a process's terminal.</summary>
    public Task ResizeContainerExecTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Post, $"/exec/{id}/resize?h={parameters.Height}&w={parameters.Width}", null, cancellationToken);
}
