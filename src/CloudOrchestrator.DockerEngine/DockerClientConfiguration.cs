namespace CloudOrchestrator.DockerEngine;

/// <summary>Where a Docker Engine listens.</summary>
/// <param name="Endpoint"><c>unix:///var/run/docker.sock</c>.</param>
public sealed record DockerClientConfiguration(Uri Endpoint)
{
    /// <summary>The newest API version this client speaks.</summary>
    public static Version ApiVersionMax { get; } = new(1, 41);

    /// <summary>Creates a client. Nothing is sent until its first call.</summary>
    public DockerClient CreateClient() => new(this);

    /// <summary>How long the engine may take.</summary>
    public DockerTimeLimits Limits { get; init; } = DockerTimeLimits.Default;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
