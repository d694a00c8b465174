using System.Text;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.NodeAgent.Environment;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>What belongs into volumes that show API objects. Pure: the objects have been fetched; null stands for one that does not exist.</summary>
public static class VolumeFiles
{
    private const int DefaultMode = 0b110_100_100;

    /// <summary>Files of a ConfigMap.</summary>
    public static Dictionary<string, ProjectedFile> OfConfigMap(
        string @namespace, string name, ConfigMap? map, IReadOnlyList<KeyToPath>? items, bool optional, int? defaultMode)
    {
        if (map is null && !optional)
            throw new VolumeException($"configmap \"{name}\" not found");
        var data = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (key, text) in map?.Data ?? new Dictionary<string, string>())
            data[key] = Encoding.UTF8.GetBytes(text);
        foreach (var (key, bytes) in map?.BinaryData ?? new Dictionary<string, byte[]>())
            data[key] = bytes;
        return Pick(data, items, optional, defaultMode, $"configmap references non-existent config key: {{0}}");
    }

    /// <summary>Files of a Secret.</summary>
    public static Dictionary<string, ProjectedFile> OfSecret(
        string @namespace, string name, Secret? secret, IReadOnlyList<KeyToPath>? items, bool optional, int? defaultMode)
    {
        if (secret is null && !optional)
            throw new VolumeException($"secret \"{name}\" not found");
        return Pick(secret?.Data ?? new Dictionary<string, byte[]>(), items, optional, defaultMode, "references non-existent secret key: {0}");
    }

    /// <summary>Files that show the pod's own fields.</summary>
    public static Dictionary<string, ProjectedFile> OfDownward(DownwardFacts facts, IReadOnlyList<DownwardAPIVolumeFile>? items, int? defaultMode)
    {
        var files = new Dictionary<string, ProjectedFile>(StringComparer.Ordinal);
        foreach (var item in items ?? [])
        {
            var value = item.FieldRef is { } field
                ? DownwardFields.Field(facts, field.FieldPath)
                : item.ResourceFieldRef is { } resource ? DownwardFields.Resource(facts, resource, resource.ContainerName ?? "") : null;
            if (value is null)
                throw new VolumeException($"unsupported fieldPath: {item.FieldRef?.FieldPath ?? item.ResourceFieldRef?.Resource}");
            files[item.Path] = new ProjectedFile(Encoding.UTF8.GetBytes(value), (UnixFileMode)(item.Mode ?? defaultMode ?? DefaultMode));
        }
        return files;
    }

    private static Dictionary<string, ProjectedFile> Pick(
        IReadOnlyDictionary<string, byte[]> data, IReadOnlyList<KeyToPath>? items, bool optional, int? defaultMode, string missing)
    {
        var mode = (UnixFileMode)(defaultMode ?? DefaultMode);
        if (items is not { Count: > 0 })
            return data.ToDictionary(entry => entry.Key, entry => new ProjectedFile(entry.Value, mode), StringComparer.Ordinal);
        var files = new Dictionary<string, ProjectedFile>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (data.TryGetValue(item.Key, out var bytes))
                files[item.Path] = new ProjectedFile(bytes, item.Mode is { } own ? (UnixFileMode)own : mode);
            else if (!optional)
                throw new VolumeException(string.Format(System.Globalization.CultureInfo.InvariantCulture, missing, item.Key));
        }
        return files;
    }
}
