using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Simulation;

/// <summary>One object of a list's answer.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="ResourceVersion">Its own resourceVersion.</param>
public sealed record HistoryListed(ObjectKey Key, string Uid, string ResourceVersion);
