namespace CloudOrchestrator.ControlPlaneHost.Settings;

/// <summary>Where queues are: a connection string, or a host name whose queues the app's identity opens. One of the two is set.</summary>
public sealed record ServiceBusSetting(string? ConnectionString, string? FullyQualifiedNamespace);
