using System.Globalization;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>A run of a pod's container as it is, with what its labels say.</summary>
public sealed record ObservedContainer
{
    /// <summary>The engine's id.</summary>
    public required string Id { get; init; }

    /// <summary>The container's name in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>How often the container had been started before.</summary>
    public int Attempt { get; init; }

    /// <summary>Hash of the specification it was created from.</summary>
    public string SpecHash { get; init; } = "";

    /// <summary>How many crashes in a row led to it.</summary>
    public int BackOffLevel { get; init; }

    /// <summary>The sandbox it runs in.</summary>
    public string SandboxId { get; init; } = "";

    /// <summary>True while its main process runs.</summary>
    public bool Running { get; init; }

    /// <summary>When its main process started; null when it could not be started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its main process ended, or its start failed; null while running.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Exit code of its main process.</summary>
    public int ExitCode { get; init; }

    /// <summary>The kernel killed it for lack of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Why it could not be started; empty when it could.</summary>
    public string StartError { get; init; } = "";

    /// <summary>What it left in its termination message file or log.</summary>
    public string TerminationMessage { get; init; } = "";

    /// <summary>The image reference it was created from.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image's id as status reports it.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>
    /// Reads a container's labels. Null for a container that was created and whose start was never tried: an agent died in between, and nothing of it matters.
    /// </summary>
    public static ObservedContainer? Of(RuntimeContainer container, string terminationMessage, string imageId)
    {
        if (container.State == RuntimeContainerState.Created && container.Error.Length == 0)
            return null;
        return new ObservedContainer
        {
            Id = container.Id,
            Name = container.Labels.GetValueOrDefault(RuntimeLabels.ContainerName, ""),
            Attempt = NumberOf(container, RuntimeLabels.Attempt),
            SpecHash = container.Labels.GetValueOrDefault(RuntimeLabels.SpecHash, ""),
            BackOffLevel = NumberOf(container, RuntimeLabels.BackOffLevel),
            SandboxId = container.Labels.GetValueOrDefault(RuntimeLabels.SandboxId, ""),
            Running = container.State == RuntimeContainerState.Running,
            StartedAt = container.StartedAt,
            FinishedAt = container.State == RuntimeContainerState.Running ? null : container.FinishedAt ?? container.CreatedAt,
            ExitCode = container.State == RuntimeContainerState.Created && container.ExitCode == 0 ? 128 : container.ExitCode,
            OutOfMemory = container.OutOfMemory,
            StartError = container.State == RuntimeContainerState.Created ? container.Error : "",
            TerminationMessage = terminationMessage,
            Image = container.Image,
            ImageId = imageId,
        };
    }

    private static int NumberOf(RuntimeContainer container, string label) =>
        int.TryParse(container.Labels.GetValueOrDefault(label), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
