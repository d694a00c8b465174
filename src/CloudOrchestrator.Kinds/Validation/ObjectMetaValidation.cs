using System.Text;

namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Checks the metadata of any object: what the engine must do for every kind.</summary>
public static class ObjectMetaValidation
{
    private const int AnnotationsBytesMax = 256 * 1024;
    private const string Path = "metadata";

    /// <summary>Faults of a new object's metadata; the name must have been generated already.</summary>
    /// <param name="meta">The metadata.</param>
    /// <param name="kind">The object's kind: its scope and the rule for its name.</param>
    public static IReadOnlyList<FieldError> ValidateCreate(ObjectMeta meta, KindDescriptor kind)
    {
        var faults = new FaultList();
        ValidateName(meta, kind.NameRule, faults);
        ValidateNamespace(meta, kind.Namespaced, faults);
        faults.RequireNonNegative($"{Path}.generation", meta.Generation);
        ValidateCommon(meta, faults);
        return faults;
    }

    /// <summary>Faults of a changed object's metadata, immutable fields included.</summary>
    public static IReadOnlyList<FieldError> ValidateUpdate(ObjectMeta meta, ObjectMeta old)
    {
        var faults = new FaultList();
        if (old.DeletionTimestamp is not null)
            ValidateNoNewFinalizers(meta, old, faults);
        if (string.IsNullOrEmpty(meta.ResourceVersion))
            faults.Invalid($"{Path}.resourceVersion", meta.ResourceVersion ?? "", "must be specified for an update");
        if ((meta.Generation ?? 0) < (old.Generation ?? 0))
            faults.Invalid($"{Path}.generation", meta.Generation ?? 0, "must not be decremented");
        faults.RequireUnchanged($"{Path}.name", meta.Name ?? "", old.Name ?? "");
        faults.RequireUnchanged($"{Path}.namespace", meta.Namespace ?? "", old.Namespace ?? "");
        faults.RequireUnchanged($"{Path}.uid", meta.Uid ?? "", old.Uid ?? "");
        RequireUnchanged($"{Path}.creationTimestamp", meta.CreationTimestamp, old.CreationTimestamp, faults);
        RequireUnchanged($"{Path}.deletionTimestamp", meta.DeletionTimestamp, old.DeletionTimestamp, faults);
        faults.RequireUnchanged($"{Path}.deletionGracePeriodSeconds", meta.DeletionGracePeriodSeconds, old.DeletionGracePeriodSeconds);
        ValidateCommon(meta, faults);
        return faults;
    }

    /// <summary>Faults of annotations.</summary>
    internal static void ValidateAnnotations(IReadOnlyDictionary<string, string>? annotations, string path, FaultList faults)
    {
        var size = 0L;
        foreach (var (key, value) in annotations.Sorted())
        {
            faults.Invalid(path, key, NameFormats.QualifiedName(key.ToLowerInvariant()));
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        }

        if (size > AnnotationsBytesMax)
            faults.TooLong(path, AnnotationsBytesMax);
    }

    /// <summary>Faults of a finalizer's name.</summary>
    internal static void ValidateFinalizer(string finalizer, string path, FaultList faults)
    {
        faults.Invalid(path, finalizer, NameFormats.QualifiedName(finalizer));
        ValidateStandardFinalizer(finalizer, path, faults);
    }

    private static void ValidateStandardFinalizer(string finalizer, string path, FaultList faults)
    {
        if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not ("kubernetes" or "orphan" or "foregroundDeletion"))
            faults.Invalid(path, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
    }

    private static void ValidateName(ObjectMeta meta, NameRule rule, FaultList faults)
    {
        if (!string.IsNullOrEmpty(meta.GenerateName))
            faults.Invalid($"{Path}.generateName", meta.GenerateName, NameFormats.ObjectName(meta.GenerateName, rule, isPrefix: true));
        if (string.IsNullOrEmpty(meta.Name))
            faults.Required($"{Path}.name", "name or generateName is required");
        else
            faults.Invalid($"{Path}.name", meta.Name, NameFormats.ObjectName(meta.Name, rule));
    }

    private static void ValidateNamespace(ObjectMeta meta, bool namespaced, FaultList faults)
    {
        if (!namespaced)
        {
            if (!string.IsNullOrEmpty(meta.Namespace))
                faults.Forbidden($"{Path}.namespace", "not allowed on this type");
        }
        else if (string.IsNullOrEmpty(meta.Namespace))
        {
            faults.Required($"{Path}.namespace");
        }
        else
        {
            faults.Invalid($"{Path}.namespace", meta.Namespace, NameFormats.DnsLabel(meta.Namespace));
        }
    }

    private static void ValidateCommon(ObjectMeta meta, FaultList faults)
    {
        LabelValidation.ValidateLabels(meta.Labels, $"{Path}.labels", faults);
        ValidateAnnotations(meta.Annotations, $"{Path}.annotations", faults);
        OwnerReferenceValidation.Validate(meta.OwnerReferences, $"{Path}.ownerReferences", faults);
        ValidateFinalizers(meta.Finalizers, faults);
        ManagedFieldsValidation.Validate(meta.ManagedFields, $"{Path}.managedFields", faults);
    }

    private static void ValidateFinalizers(IReadOnlyList<string>? finalizers, FaultList faults)
    {
        if (finalizers is null)
            return;
        foreach (var finalizer in finalizers)
            faults.Invalid($"{Path}.finalizers", finalizer, NameFormats.QualifiedName(finalizer));
        if (finalizers.Contains("orphan") && finalizers.Contains("foregroundDeletion"))
            faults.Invalid($"{Path}.finalizers", finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
        for (var i = 0; i < finalizers.Count; i++)
            ValidateStandardFinalizer(finalizers[i], $"{Path}.finalizers[{i}]", faults);
    }

    private static void ValidateNoNewFinalizers(ObjectMeta meta, ObjectMeta old, FaultList faults)
    {
        var added = (meta.Finalizers ?? []).Except(old.Finalizers ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (added.Count == 0)
            return;
        var list = string.Join(", ", added.Select(finalizer => $"\"{finalizer}\""));
        faults.Forbidden($"{Path}.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
    }

    // Stored times have whole seconds, times in memory may have more.
    private static void RequireUnchanged(string path, DateTimeOffset? time, DateTimeOffset? old, FaultList faults)
    {
        if (time?.ToUnixTimeSeconds() != old?.ToUnixTimeSeconds())
            faults.Invalid(path, time is { } known ? Timestamps.Format(known) : null, FaultList.Immutable);
    }
}
