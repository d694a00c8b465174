namespace CloudOrchestrator.Routing;

/// <summary>An endpoint of a Service's port with what decides whether it is used.</summary>
internal sealed record EndpointCandidate(Backend Backend, bool Local, bool Ready, bool Serving, bool Terminating, bool HasHints, bool ForThisZone);
