namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.SelfSubjectReviewStatus")]
public sealed record SelfSubjectReviewStatus
{
    [Field("userInfo", 1, Presence = Presence.Always)]
    public UserInfo? UserInfo { get; init; }
}
