using System.Text.Json;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>What a write does to an object, as far as its body tells.</summary>
internal static class Effect
{
    private const string Strategic = "application/strategic-merge-patch+json";
    private static readonly string[] Desired = ["spec", "data", "stringData", "status"];
    private static readonly string[] Labels = ["labels", "annotations"];

    /// <summary>True when a state says what the write's body says. True where the body does not tell.</summary>
    public static bool Holds(HistoryOperation operation, LoggedObject state)
    {
        if (operation.Parsed is not { } body)
            return true;
        if (!IsTold(operation))
            return true;
        if (operation.Verb == HistoryVerb.Delete)
            return state.IsDelete || state.IsTerminating;
        return Parts(operation).All(path => Json.Holds(state.At(path), Json.At(body, path), operation.PatchType is Strategic));
    }

    /// <summary>True when the write could have made this state: it holds there and did not before.</summary>
    public static bool Changes(HistoryOperation operation, LoggedObject state) => operation.Verb switch
    {
        HistoryVerb.Create => state.IsCreate && Holds(operation, state),
        HistoryVerb.Delete => (state.IsDelete || state.IsTerminating) && state.Before is { IsTerminating: false },
        _ => state.Before is { } before && (!IsTold(operation) || (Holds(operation, state) && !Holds(operation, before))),
    };

    // Whether the body tells what the object will say.
    private static bool IsTold(HistoryOperation operation) => operation.Body is not null && operation.PatchType is null or Strategic or "application/merge-patch+json";

    private static IEnumerable<string[]> Parts(HistoryOperation operation)
    {
        // A create takes no status; an object's own update leaves status alone, and a status update all but status.
        var status = operation.Subresource == "status";
        foreach (var name in Desired.Where(name => (name == "status") == status && name != "stringData"))
            yield return [name];
        if (status || operation.Subresource.Length > 0)
            yield break;
        foreach (var name in Labels)
            yield return ["metadata", name];
    }
}
