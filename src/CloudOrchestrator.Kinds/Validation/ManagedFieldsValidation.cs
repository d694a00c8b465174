namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Checks the records of who manages which fields.</summary>
internal static class ManagedFieldsValidation
{
    private const int ManagerLengthMax = 128;
    private const int SubresourceLengthMax = 256;

    public static void Validate(IReadOnlyList<ManagedFieldsEntry>? entries, string path, FaultList faults)
    {
        for (var i = 0; i < (entries?.Count ?? 0); i++)
            ValidateEntry(entries![i], $"{path}[{i}]", faults);
    }

    private static void ValidateEntry(ManagedFieldsEntry entry, string path, FaultList faults)
    {
        if (entry.Operation is not ("Apply" or "Update"))
            faults.Invalid($"{path}.operation", entry.Operation ?? "", "must be `Apply` or `Update`");
        if (!string.IsNullOrEmpty(entry.FieldsType) && entry.FieldsType != "FieldsV1")
            faults.Invalid($"{path}.fieldsType", entry.FieldsType, "must be `FieldsV1`");
        if (entry.Manager is { Length: > ManagerLengthMax })
            faults.TooLong($"{path}.manager", ManagerLengthMax);
        if (entry.Subresource is { Length: > SubresourceLengthMax })
            faults.TooLong($"{path}.subresource", SubresourceLengthMax);
    }
}
