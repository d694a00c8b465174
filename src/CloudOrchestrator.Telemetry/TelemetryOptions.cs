namespace CloudOrchestrator.Telemetry;

/// <summary>Where telemetry goes. Without any target nothing is sent, and spans are not even made.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Name of this part of the system: <c>api</c>, <c>node-agent</c>, …</summary>
    public required string Role { get; init; }

    /// <summary>Which of its kind this process is.</summary>
    public required string Instance { get; init; }

    /// <summary>OTLP endpoint (gRPC), as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names it; null for none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Connection string of an Application Insights resource; null for none.</summary>
    public string? ApplicationInsights { get; init; }

    /// <summary>Told once of every batch that could not be delivered.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    /// <summary>The targets that environment variables name: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>.</summary>
    public static TelemetryOptions FromEnvironment(string role, string instance, Func<string, string?> variable) => new()
    {
        Role = role,
        Instance = instance,
        OtlpEndpoint = Uri.TryCreate(variable("OTEL_EXPORTER_OTLP_ENDPOINT"), UriKind.Absolute, out var endpoint) ? endpoint : null,
        ApplicationInsights = variable("APPLICATIONINSIGHTS_CONNECTION_STRING") is { Length: > 0 } text ? text : null,
    };
}
