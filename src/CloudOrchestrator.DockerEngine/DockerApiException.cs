using System.Net;

namespace CloudOrchestrator.DockerEngine;

/// <summary>An error answer of the Docker Engine.</summary>
public sealed class DockerApiException(HttpStatusCode statusCode, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; } = statusCode;
}
