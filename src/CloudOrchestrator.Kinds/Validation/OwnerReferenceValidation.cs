namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Checks owner references.</summary>
internal static class OwnerReferenceValidation
{
    public static void Validate(IReadOnlyList<OwnerReference>? references, string path, FaultList faults)
    {
        var controller = "";
        foreach (var reference in references ?? [])
        {
            ValidateReference(reference, path, faults);
            if (reference.Controller != true)
                continue;
            var name = $"{reference.Kind}/{reference.Name}";
            if (controller.Length == 0)
                controller = name;
            else
                faults.Invalid(path, references, $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {name}");
        }
    }

    private static void ValidateReference(OwnerReference reference, string path, FaultList faults)
    {
        var kind = GroupVersionKind.Parse(reference.ApiVersion ?? "", reference.Kind ?? "");
        if (kind.Version.Length == 0)
            faults.Invalid($"{path}.apiVersion", reference.ApiVersion, "version must not be empty");
        if (kind.Kind.Length == 0)
            faults.Invalid($"{path}.kind", reference.Kind, "kind must not be empty");
        if (string.IsNullOrEmpty(reference.Name))
            faults.Invalid($"{path}.name", reference.Name, "name must not be empty");
        if (string.IsNullOrEmpty(reference.Uid))
            faults.Invalid($"{path}.uid", reference.Uid, "uid must not be empty");
        if (kind is { Group: "", Version: "v1", Kind: "Event" })
            faults.Invalid(path, reference, "/v1, Kind=Event is disallowed from being an owner");
    }
}
