namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ExecAction")]
public sealed record ExecAction
{
    [Field("command", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Command { get; init; }
}
