using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>Which keys of which controllers a change concerns.</summary>
internal sealed class TriggerMap
{
    private readonly Dictionary<Type, List<(string Controller, Trigger Trigger)>> _triggers = [];

    public TriggerMap(IEnumerable<(string Controller, IReadOnlyList<Trigger> Triggers)> controllers)
    {
        foreach (var (controller, triggers) in controllers)
        {
            foreach (var trigger in triggers)
            {
                if (!_triggers.TryGetValue(trigger.ObjectType, out var list))
                    _triggers[trigger.ObjectType] = list = [];
                list.Add((controller, trigger));
            }
        }
    }

    /// <summary>The map of built-in and external controllers.</summary>
    public static TriggerMap Of(IReadOnlyList<IReconciler> reconcilers, IReadOnlyList<IExternalController> externals) =>
        new([.. reconcilers.Select(one => (one.Name, one.Triggers)), .. externals.Select(one => (one.Name, one.Triggers))]);

    /// <summary>True when changes of the type concern anybody.</summary>
    public bool Concerns(Type type) => _triggers.ContainsKey(typeof(IKubernetesObject)) || _triggers.ContainsKey(type);

    /// <summary>The items that changes ring for, each once.</summary>
    public HashSet<WorkItem> Items(ResourceAccess resource, IEnumerable<(StoredObject? Before, StoredObject? After)> changes, IObjectSnapshot snapshot)
    {
        var items = new HashSet<WorkItem>();
        var own = _triggers.GetValueOrDefault(resource.Kind.ObjectType);
        var all = _triggers.GetValueOrDefault(typeof(IKubernetesObject));
        if (own is null && all is null)
            return items;
        foreach (var (before, after) in changes)
        {
            // Most changes of most kinds concern nobody: what nobody asks for is not decoded.
            IKubernetesObject? old = null, now = null;
            Ask(own);
            Ask(all);

            void Ask(List<(string Controller, Trigger Trigger)>? triggers)
            {
                foreach (var (controller, trigger) in triggers ?? [])
                {
                    if (!Concerns(trigger, before, after))
                        continue;
                    old ??= before is null ? null : resource.Decode(before);
                    now ??= after is null ? null : resource.Decode(after);
                    foreach (var key in trigger.Keys(old, now, snapshot))
                        items.Add(new WorkItem(controller, key));
                }
            }
        }

        return items;
    }

    private static bool Concerns(Trigger trigger, StoredObject? before, StoredObject? after) =>
        (!trigger.OnlyGone || after is null) && (trigger.Name is not { } name || (after ?? before!).Key.Name == name);
}
