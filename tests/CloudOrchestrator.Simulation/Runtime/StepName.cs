using System.Reflection;

namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>Names of steps, for traces: the async method that goes on, or the callback.</summary>
internal static class StepName
{
    private static readonly Dictionary<Type, string> Machines = [];

    public static string Of(SendOrPostCallback callback, object? state) => state switch
    {
        VirtualTimer timer => $"timer {OfTarget(timer.Callback.Target, timer.Callback.Method)}",
        Action action => OfTarget(action.Target, action.Method),
        _ => OfTarget(callback.Target, callback.Method),
    };

    private static string OfTarget(object? target, MethodInfo method)
    {
        if (target is not null && target.GetType() is { IsGenericType: true } box && box.Name.StartsWith("AsyncStateMachineBox", StringComparison.Ordinal))
            return OfMachine(box.GenericTypeArguments[^1]);
        return $"{method.DeclaringType?.Name}.{method.Name}";
    }

    // <ReconcileAsync>d__17 of TriggeredBatch.
    private static string OfMachine(Type machine)
    {
        if (Machines.TryGetValue(machine, out var known))
            return known;
        var name = machine.Name;
        var end = name.LastIndexOf('>');
        var method = name.StartsWith('<') && end > 0 ? name[1..end] : name;
        return Machines[machine] = $"{machine.DeclaringType?.Name}.{method}";
    }
}
