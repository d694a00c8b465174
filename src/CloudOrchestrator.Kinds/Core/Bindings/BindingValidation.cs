namespace CloudOrchestrator.Kinds.Core.Bindings;

/// <summary>Checks bindings of pods to nodes.</summary>
internal static class BindingValidation
{
    public static FaultList Validate(Binding value)
    {
        var faults = new FaultList();
        if (value.Target.Kind is { Length: > 0 } kind && kind != "Node")
            faults.NotSupported("target.kind", kind, "Node", "<empty>");
        if (string.IsNullOrEmpty(value.Target.Name))
            faults.Required("target.name");
        return faults;
    }
}
