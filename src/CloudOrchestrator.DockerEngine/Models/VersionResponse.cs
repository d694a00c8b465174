using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Version of the engine.</summary>
public sealed record VersionResponse
{
    public string Version { get; init; } = "";

    [JsonPropertyName("ApiVersion")]
    public string APIVersion { get; init; } = "";

    public string MinAPIVersion { get; init; } = "";

    public string Os { get; init; } = "";

    public string Arch { get; init; } = "";

    public string KernelVersion { get; init; } = "";
}
