namespace CloudOrchestrator.DockerEngine;

/// <summary>
/// A client of the Docker Engine API over its Unix socket, with the operations and names of Docker.DotNet. The API version is negotiated on the first call:
/// the engine's own, at most <see cref="DockerClientConfiguration.ApiVersionMax"/>. Safe for concurrent use.
/// </summary>
public sealed class DockerClient : IDisposable
{
    private readonly DockerTransport _transport;

    internal DockerClient(DockerClientConfiguration configuration)
    {
        _transport = new DockerTransport(configuration.Endpoint.LocalPath, configuration.Limits, configuration.Time);
        Containers = new ContainerOperations(_transport);
        Exec = new ExecOperations(_transport);
        Images = new ImageOperations(_transport);
        System = new SystemOperations(_transport);
    }

    /// <summary>Containers.</summary>
    public ContainerOperations Containers { get; }

    /// <summary>Processes inside containers.</summary>
    public ExecOperations Exec { get; }

    /// <summary>Images.</summary>
    public ImageOperations Images { get; }

    /// <summary>The engine itself.</summary>
    public SystemOperations System { get; }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();
}
