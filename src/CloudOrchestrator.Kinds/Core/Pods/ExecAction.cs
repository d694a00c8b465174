namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Runs a command in the container; exit code 0 means success.</summary>
[ApiType("io.k8s.api.core.v1.ExecAction")]
public sealed record ExecAction
{
    /// <summary>The command and its arguments; no shell is involved unless it is named.</summary>
    [Field("command", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Command { get; init; }
}
