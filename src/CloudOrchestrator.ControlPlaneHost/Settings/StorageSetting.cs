namespace CloudOrchestrator.ControlPlaneHost.Settings;

/// <summary>Where tables are: a connection string, or an endpoint that the app's identity opens. One of the two is set.</summary>
public sealed record StorageSetting(string? ConnectionString, Uri? TableServiceUri);
