namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Names an API type as OpenAPI does and says how server-side apply treats it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ApiTypeAttribute(string name) : Attribute
{
    /// <summary>Definition name, such as <c>io.k8s.api.core.v1.Container</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Server-side apply treats a value of this type as one.</summary>
    public bool Atomic { get; init; }
}
