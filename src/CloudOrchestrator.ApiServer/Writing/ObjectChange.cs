namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>A proposed new state of an object beside the old one, as trees and decoded.</summary>
internal sealed record ObjectChange(JsonObject Value, JsonObject Old, IKubernetesObject Typed, IKubernetesObject TypedOld);
