using System.Text.Json.Nodes;

namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>An answer.</summary>
internal sealed record ArmAnswer(int Status, JsonNode? Body)
{
    /// <summary>True when the work goes on after the answer: it says where to ask about it.</summary>
    public bool IsAsynchronous { get; init; }
}
