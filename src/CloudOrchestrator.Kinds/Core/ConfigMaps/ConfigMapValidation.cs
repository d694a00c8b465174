using System.Text;

namespace CloudOrchestrator.Kinds.Core.ConfigMaps;

/// <summary>Checks ConfigMaps.</summary>
internal static class ConfigMapValidation
{
    private const int BytesMax = 1024 * 1024;

    /// <summary>True when <see cref="Validate"/> finds nothing, as far as that can be told from the tree of a common object.</summary>
    public static bool IsSound(JsonObject value)
    {
        if (value.ContainsKey("binaryData"))
            return false;
        var size = 0L;
        var data = value.Object("data");
        for (var index = 0; index < (data?.Count ?? 0); index++)
        {
            var (key, node) = data!.GetAt(index);
            if (!NameFormats.IsConfigKey(key) || node is not JsonValue scalar || !scalar.TryGetValue<string>(out var text))
                return false;
            size += Encoding.UTF8.GetByteCount(text);
        }

        return size <= BytesMax;
    }

    public static FaultList Validate(ConfigMap value)
    {
        var faults = new FaultList();
        var size = 0L;
        foreach (var (key, text) in value.Data.Sorted())
        {
            faults.Invalid($"data[{key}]", key, NameFormats.ConfigKey(key));
            if (value.BinaryData?.ContainsKey(key) == true)
                faults.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            size += Encoding.UTF8.GetByteCount(text);
        }

        foreach (var (key, bytes) in value.BinaryData.Sorted())
        {
            faults.Invalid($"binaryData[{key}]", key, NameFormats.ConfigKey(key));
            size += bytes.Length;
        }

        if (size > BytesMax)
            faults.TooLong("", BytesMax);
        return faults;
    }

    public static FaultList ValidateChange(ConfigMap value, ConfigMap old)
    {
        var faults = new FaultList();
        if (old.Immutable != true)
            return faults;
        if (value.Immutable != true)
            faults.Forbidden("immutable", FrozenData.Fault);
        if (!FrozenData.Same(value.Data, old.Data, string.Equals))
            faults.Forbidden("data", FrozenData.Fault);
        if (!FrozenData.Same(value.BinaryData, old.BinaryData, (bytes, before) => bytes.AsSpan().SequenceEqual(before)))
            faults.Forbidden("binaryData", FrozenData.Fault);
        return faults;
    }
}
