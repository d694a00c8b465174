using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Simulation.Network;

namespace CloudOrchestrator.Simulation.Tests.Mutants;

/// <summary>An API that does as it should; mutants change one thing.</summary>
internal abstract class MutantClient(IObjectClient inner) : ForwardingClient(inner)
{
    /// <summary>Counts calls that a mutant spoils only now and then.</summary>
    protected int Count { get; set; }

    /// <summary>The same object with some of its JSON changed.</summary>
    protected static T Changed<T>(T value, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(ObjectJson.Serialize(value))!.AsObject();
        change(json);
        return ObjectJson.Deserialize<T>(json)!;
    }
}
