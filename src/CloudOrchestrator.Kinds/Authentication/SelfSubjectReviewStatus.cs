namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>Who the server takes the caller for.</summary>
[ApiType("io.k8s.api.authentication.v1.SelfSubjectReviewStatus")]
public sealed record SelfSubjectReviewStatus
{
    /// <summary>The caller's user name, groups and further attributes.</summary>
    [Field("userInfo", 1, Presence = Presence.Always)]
    public UserInfo? UserInfo { get; init; }
}
