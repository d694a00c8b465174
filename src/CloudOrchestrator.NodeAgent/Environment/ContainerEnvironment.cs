using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Secrets;

namespace CloudOrchestrator.NodeAgent.Environment;

/// <summary>Puts together the environment of a container. Pure: what it refers to has been fetched.</summary>
/// <param name="facts">The pod and its node.</param>
/// <param name="serviceVariables">Variables of Services; weaker than all others.</param>
/// <param name="configMaps">The ConfigMaps referred to, by name; absent ones are missing.</param>
/// <param name="secrets">The Secrets referred to, likewise.</param>
public sealed class ContainerEnvironment(
    DownwardFacts facts,
    IReadOnlyDictionary<string, string> serviceVariables,
    IReadOnlyDictionary<string, ConfigMap> configMaps,
    IReadOnlyDictionary<string, Secret> secrets)
{
    /// <summary>The variables in order. A reference to something that is not there and not optional is an error, worded as Kubernetes words it.</summary>
    /// <exception cref="ContainerConfigException">The reason why the container cannot be made.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Compile(Container container)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var source in container.EnvFrom ?? [])
        {
            foreach (var (name, value) in Imported(source))
                Set(result, order, name, value);
        }
        // References see what was defined before them, and Services' variables where nothing was.
        var visible = new Dictionary<string, string>(serviceVariables, StringComparer.Ordinal);
        foreach (var (name, value) in result)
            visible[name] = value;
        foreach (var variable in container.Env ?? [])
        {
            if (ValueOf(variable, container, visible) is not { } value)
                continue;
            visible[variable.Name] = value;
            Set(result, order, variable.Name, value);
        }
        foreach (var (name, value) in serviceVariables)
        {
            if (!result.ContainsKey(name))
                Set(result, order, name, value);
        }
        return [.. order.Select(name => KeyValuePair.Create(name, result[name]))];
    }

    private static void Set(Dictionary<string, string> result, List<string> order, string name, string value)
    {
        if (!result.ContainsKey(name))
            order.Add(name);
        result[name] = value;
    }

    private IEnumerable<KeyValuePair<string, string>> Imported(EnvFromSource source)
    {
        IEnumerable<KeyValuePair<string, string>> entries = [];
        if (source.ConfigMapRef is { } mapRef)
        {
            if (configMaps.TryGetValue(mapRef.Name ?? "", out var map))
                entries = map.Data ?? entries;
            else if (mapRef.Optional != true)
                throw new ContainerConfigException($"configmap \"{mapRef.Name}\" not found");
        }
        else if (source.SecretRef is { } secretRef)
        {
            if (secrets.TryGetValue(secretRef.Name ?? "", out var secret))
                entries = (secret.Data ?? new Dictionary<string, byte[]>()).Select(entry => KeyValuePair.Create(entry.Key, Text(entry.Value)));
            else if (secretRef.Optional != true)
                throw new ContainerConfigException($"secret \"{secretRef.Name}\" not found");
        }
        return entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(source.Prefix + entry.Key, entry.Value));
    }

    /// <summary>Null when the variable's optional source is not there: it is then left out.</summary>
    private string? ValueOf(EnvVar variable, Container container, Dictionary<string, string> visible)
    {
        if (variable.ValueFrom is not { } from)
            return VariableExpansion.Expand(variable.Value ?? "", visible);
        if (from.FieldRef is { } field)
            return DownwardFields.Field(facts, field.FieldPath) ?? throw new ContainerConfigException($"unsupported fieldPath: {field.FieldPath}");
        if (from.ResourceFieldRef is { } resource)
            return DownwardFields.Resource(facts, resource, container.Name) ?? throw new ContainerConfigException($"unsupported container resource : {resource.Resource}");
        if (from.ConfigMapKeyRef is { } mapKey)
            return ConfigMapValue(mapKey);
        return from.SecretKeyRef is { } secretKey ? SecretValue(secretKey) : "";
    }

    private string? ConfigMapValue(ConfigMapKeySelector selector)
    {
        var optional = selector.Optional == true;
        if (!configMaps.TryGetValue(selector.Name ?? "", out var map))
            return optional ? null : throw new ContainerConfigException($"configmap \"{selector.Name}\" not found");
        if (map.Data is not null && map.Data.TryGetValue(selector.Key, out var value))
            return value;
        return optional ? null : throw new ContainerConfigException($"couldn't find key {selector.Key} in ConfigMap {facts.Pod.Metadata.Namespace}/{selector.Name}");
    }

    private string? SecretValue(SecretKeySelector selector)
    {
        var optional = selector.Optional == true;
        if (!secrets.TryGetValue(selector.Name ?? "", out var secret))
            return optional ? null : throw new ContainerConfigException($"secret \"{selector.Name}\" not found");
        if (secret.Data is not null && secret.Data.TryGetValue(selector.Key, out var value))
            return Text(value);
        return optional ? null : throw new ContainerConfigException($"couldn't find key {selector.Key} in Secret {facts.Pod.Metadata.Namespace}/{selector.Name}");
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
