namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An environment variable.</summary>
[ApiType("io.k8s.api.core.v1.EnvVar")]
public sealed record EnvVar
{
    /// <summary>Name of the variable.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Its value. $(NAME) is replaced by a variable defined before, $$(NAME) is left as $(NAME).</summary>
    [Field("value", 2, Presence = Presence.OmitEmpty)]
    public string? Value { get; init; }

    /// <summary>Where the value comes from; not together with value.</summary>
    [Field("valueFrom", 3)]
    public EnvVarSource? ValueFrom { get; init; }
}
