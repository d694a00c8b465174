namespace CloudOrchestrator.Objects;

/// <summary>Finds the resource type that a C# type describes.</summary>
public interface IResourceMap
{
    /// <summary>The resource type of <paramref name="type"/>.</summary>
    /// <exception cref="ArgumentException">The type describes no resource.</exception>
    ResourceInfo For(Type type);
}
