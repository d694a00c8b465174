namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>Checks questions about access.</summary>
internal static class AccessReviewValidation
{
    /// <summary>A question about the caller.</summary>
    public static FaultList Validate(SelfSubjectAccessReview value)
    {
        var faults = new FaultList();
        ValidateQuestion(value.Spec.ResourceAttributes, value.Spec.NonResourceAttributes, faults);
        RequireNoName(value.Metadata, faults);
        return faults;
    }

    /// <summary>A question about anybody.</summary>
    public static FaultList Validate(SubjectAccessReview value)
    {
        var faults = new FaultList();
        ValidateSubject(value.Spec, faults);
        RequireNoName(value.Metadata, faults);
        return faults;
    }

    /// <summary>A question about anybody in one namespace.</summary>
    public static FaultList Validate(LocalSubjectAccessReview value)
    {
        var faults = new FaultList();
        ValidateSubject(value.Spec, faults);
        RequireNoName(value.Metadata with { Namespace = null }, faults);
        if (value.Spec.ResourceAttributes is { } attributes && (attributes.Namespace ?? "") != (value.Metadata.Namespace ?? ""))
            faults.Invalid("spec.resourceAttributes.namespace", attributes.Namespace ?? "", "must match metadata.namespace");
        if (value.Spec.NonResourceAttributes is { } path)
            faults.Invalid("spec.nonResourceAttributes", path, "disallowed on this kind of request");
        return faults;
    }

    private static void ValidateSubject(SubjectAccessReviewSpec spec, FaultList faults)
    {
        ValidateQuestion(spec.ResourceAttributes, spec.NonResourceAttributes, faults);
        if (string.IsNullOrEmpty(spec.User) && spec.Groups is not { Count: > 0 })
            faults.Invalid("spec.user", spec.User ?? "", "at least one of user or group must be specified");
    }

    private static void ValidateQuestion(ResourceAttributes? resource, NonResourceAttributes? path, FaultList faults)
    {
        if (resource is not null && path is not null)
            faults.Invalid("spec.nonResourceAttributes", path, "cannot be specified in combination with resourceAttributes");
        if (resource is null && path is null)
            faults.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
    }

    private static void RequireNoName(ObjectMeta metadata, FaultList faults)
    {
        if (metadata is not { Name: null or "", Namespace: null or "", GenerateName: null or "", Labels: null, Annotations: null })
            faults.Invalid("metadata", metadata, "must be empty");
    }
}
