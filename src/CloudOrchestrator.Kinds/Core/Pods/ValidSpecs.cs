using System.Runtime.CompilerServices;

namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>
/// Remembers specs without faults. Pods of one template are decoded with the same parts (<see cref="FieldAttribute.Shared"/>), and specs whose parts are the
/// same and whose other fields are equal have the same faults: none. A few are remembered, each until another takes its place.
/// </summary>
internal sealed class ValidSpecs
{
    private const int Slots = 256;
    private readonly PodSpec?[] _known = new PodSpec?[Slots];

    /// <summary>True when an equal spec was found to have no faults.</summary>
    public bool Contains(PodSpec spec) => Volatile.Read(ref SlotOf(spec)) is { } known && known.Equals(spec);

    /// <summary>Remembers a spec in which no fault was found, unless that depends on more than the spec.</summary>
    public void Add(PodSpec spec)
    {
        // The claims of ephemeral volumes are named after the pod.
        foreach (var volume in spec.Volumes ?? [])
        {
            if (volume.Ephemeral is not null)
                return;
        }

        Volatile.Write(ref SlotOf(spec), spec);
    }

    private ref PodSpec? SlotOf(PodSpec spec) => ref _known[(uint)RuntimeHelpers.GetHashCode(spec.Containers) % Slots];
}
