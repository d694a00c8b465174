namespace CloudOrchestrator.Kinds;

/// <summary>Work that needs a kind's C# type as a type argument; see <see cref="KindDescriptor.Accept"/>.</summary>
public interface IKindVisitor<out TResult>
{
    /// <summary>Called with the kind's own type.</summary>
    TResult Visit<T>(KindDescriptor<T> kind)
        where T : class, IKubernetesObject;
}
