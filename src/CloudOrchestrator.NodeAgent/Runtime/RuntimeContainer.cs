namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A container as the engine reports it.</summary>
public sealed record RuntimeContainer
{
    /// <summary>The engine's id.</summary>
    public required string Id { get; init; }

    /// <summary>Labels given at creation.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required RuntimeContainerState State { get; init; }

    /// <summary>The image as the container was asked for.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image's id.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Main process on the node; 0 when not running.</summary>
    public int ProcessId { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its main process started; null when it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its main process ended; null when it has not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Exit code of the main process; 128 + signal when a signal ended it.</summary>
    public int ExitCode { get; init; }

    /// <summary>The kernel killed it for lack of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Why it could not be started; empty when it could.</summary>
    public string Error { get; init; } = "";

    /// <summary>True when the main process has a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>
    /// True when the engine has listed the container and did not say more in time: only <see cref="Id"/>, <see cref="Labels"/>, <see cref="State"/> and the image are
    /// known.
    /// </summary>
    public bool IsIncomplete { get; init; }
}
