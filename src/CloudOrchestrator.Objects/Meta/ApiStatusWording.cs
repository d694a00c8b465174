namespace CloudOrchestrator.Objects.Meta;

/// <summary>Renders validation faults the way Kubernetes words them.</summary>
internal static class ApiStatusWording
{
    public static ApiStatus Invalid(GroupVersionKind kind, string name, IReadOnlyList<FieldError> errors) => throw new NotImplementedException();
}
