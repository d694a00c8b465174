namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks paths and file modes inside volumes.</summary>
internal static class FilePathValidation
{
    private const int ModeMax = 511;

    /// <summary>The path may not climb.</summary>
    public static void ValidateNoBacksteps(string path, string field, FaultList faults)
    {
        if (Climbs(path))
            faults.Invalid(field, path, "must not contain '..'");
    }

    /// <summary>True when one element of the path is <c>..</c>.</summary>
    public static bool Climbs(string path) => path.Split('/').Contains("..");

    /// <summary>The path must be relative and may not climb.</summary>
    public static void ValidateDescending(string path, string field, FaultList faults)
    {
        if (path.StartsWith('/'))
            faults.Invalid(field, path, "must be a relative path");
        ValidateNoBacksteps(path, field, faults);
    }

    /// <summary>The path must be relative, may not climb and may not start with two dots: those names are the node agent's.</summary>
    public static void ValidateLocal(string path, string field, FaultList faults)
    {
        ValidateDescending(path, field, faults);
        if (path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal))
            faults.Invalid(field, path, "must not start with '..'");
    }

    /// <summary>Permission bits.</summary>
    public static void ValidateMode(int? mode, string field, FaultList faults)
    {
        if (mode is < 0 or > ModeMax)
            faults.Invalid(field, mode, "must be a number between 0 and 0777 (octal), both inclusive");
    }

    /// <summary>Which key goes to which file.</summary>
    public static void ValidateItems(IReadOnlyList<KeyToPath>? items, string field, FaultList faults)
    {
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var (item, path) = (items![i], $"{field}[{i}]");
            if (string.IsNullOrEmpty(item.Key))
                faults.Required($"{path}.key");
            if (string.IsNullOrEmpty(item.Path))
                faults.Required($"{path}.path");
            ValidateLocal(item.Path ?? "", $"{path}.path", faults);
            ValidateMode(item.Mode, $"{path}.mode", faults);
        }
    }
}
