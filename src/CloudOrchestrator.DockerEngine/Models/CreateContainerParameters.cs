using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>A container to create.</summary>
public sealed record CreateContainerParameters
{
    [JsonIgnore]
    public string? Name { get; init; }

    public string? Hostname { get; init; }

    public string? Domainname { get; init; }

    public string? User { get; init; }

    public bool AttachStdin { get; init; }

    public bool Tty { get; init; }

    public bool OpenStdin { get; init; }

    public bool StdinOnce { get; init; }

    public IList<string>? Env { get; init; }

    public IList<string>? Cmd { get; init; }

    public IList<string>? Entrypoint { get; init; }

    public string Image { get; init; } = "";

    public string? WorkingDir { get; init; }

    public IDictionary<string, string>? Labels { get; init; }

    public HostConfig? HostConfig { get; init; }
}
