using System.Globalization;
using CloudOrchestrator.DockerEngine.Models;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The engine's operations on containers.</summary>
public sealed class ContainerOperations
{
    private readonly DockerTransport _transport;

    internal ContainerOperations(DockerTransport transport) => _transport = transport;

    /// <summary>Lists containers.</summary>
    public Task<IList<ContainerListResponse>> ListContainersAsync(ContainersListParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<IList<ContainerListResponse>>(
            HttpMethod.Get, $"/containers/json{new QueryString().Add("all", parameters.All).Add("filters", parameters.Filters)}", null, cancellationToken);

    /// <summary>Creates a container.</summary>
    public Task<CreateContainerResponse> CreateContainerAsync(CreateContainerParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<CreateContainerResponse>(
            HttpMethod.Post, $"/containers/create{new QueryString().Add("name", parameters.Name)}", parameters, cancellationToken);

    /// <summary>Reads a container.</summary>
    public Task<ContainerInspectResponse> InspectContainerAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ContainerInspectResponse>(HttpMethod.Get, $"/containers/{id}/json", null, cancellationToken);

    /// <summary>Starts a container; one that runs already is left alone.</summary>
    public Task StartContainerAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Post, $"/containers/{id}/start", null, cancellationToken);

    /// <summary>Stops a container: stop signal, wait, kill.</summary>
    public Task StopContainerAsync(string id, ContainerStopParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            HttpMethod.Post,
            $"/containers/{id}/stop{new QueryString().Add("t", parameters.WaitBeforeKillSeconds?.ToString(CultureInfo.InvariantCulture))}",
            null,
            cancellationToken,
            TimeSpan.FromSeconds(parameters.WaitBeforeKillSeconds ?? 0));

    /// <summary>Sends a signal to a container's main process.</summary>
    public Task KillContainerAsync(string id, ContainerKillParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Post, $"/containers/{id}/kill{new QueryString().Add("signal", parameters.Signal)}", null, cancellationToken);

    /// <summary>Removes a container.</summary>
    public Task RemoveContainerAsync(string id, ContainerRemoveParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            HttpMethod.Delete,
            $"/containers/{id}{new QueryString().Add("v", parameters.RemoveVolumes).Add("force", parameters.Force)}",
            null,
            cancellationToken);

    /// <summary>Changes the size of a container's terminal.</summary>
    public Task ResizeContainerTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Post, $"/containers/{id}/resize?h={parameters.Height}&w={parameters.Width}", null, cancellationToken);

    /// <summary>Connects to a container's streams; <paramref name="tty"/> says whether it has a terminal.</summary>
    public async Task<MultiplexedStream> AttachContainerAsync(
        string id, bool tty, ContainerAttachParameters parameters, CancellationToken cancellationToken = default)
    {
        var query = new QueryString().Add("stream", parameters.Stream).Add("stdin", parameters.Stdin).Add("stdout", parameters.Stdout)
            .Add("stderr", parameters.Stderr).Add("logs", parameters.Logs);
        return new MultiplexedStream(await _transport.HijackAsync($"/containers/{id}/attach{query}", null, cancellationToken), !tty);
    }

    /// <summary>Reads a container's log; <paramref name="tty"/> says whether it has a terminal.</summary>
    public async Task<MultiplexedStream> GetContainerLogsAsync(
        string id, bool tty, ContainerLogsParameters parameters, CancellationToken cancellationToken = default)
    {
        var query = new QueryString().Add("stdout", parameters.ShowStdout).Add("stderr", parameters.ShowStderr).Add("since", parameters.Since)
            .Add("timestamps", parameters.Timestamps).Add("follow", parameters.Follow).Add("tail", parameters.Tail);
        var response = await _transport.OpenAsync(HttpMethod.Get, $"/containers/{id}/logs{query}", cancellationToken);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        // A log that is not followed is there already: each part of it has to come.
        return new MultiplexedStream(parameters.Follow ? body : new LimitedStream(body, token => _transport.SilenceOf($"GET /containers/{id}/logs", token)), response, !tty);
    }

    /// <summary>Measures a container once, without the second the engine otherwise takes to compute rates.</summary>
    public Task<ContainerStatsResponse> GetContainerStatsAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ContainerStatsResponse>(HttpMethod.Get, $"/containers/{id}/stats?stream=false&one-shot=true", null, cancellationToken);
}
