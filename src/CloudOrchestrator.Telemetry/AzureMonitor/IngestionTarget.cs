namespace CloudOrchestrator.Telemetry.AzureMonitor;

/// <summary>Where Azure Monitor takes telemetry in: what an Application Insights connection string says.</summary>
/// <param name="InstrumentationKey">The resource's key.</param>
/// <param name="Track">URL that envelopes are posted to.</param>
internal sealed record IngestionTarget(string InstrumentationKey, Uri Track)
{
    private const string GlobalEndpoint = "https://dc.services.visualstudio.com/";

    /// <summary>Reads <c>InstrumentationKey=…;IngestionEndpoint=…</c>.</summary>
    /// <exception cref="FormatException">It holds no key, or an endpoint that is no URL.</exception>
    public static IngestionTarget Parse(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("InstrumentationKey", out var key) || key.Length == 0)
            throw new FormatException("APPLICATIONINSIGHTS_CONNECTION_STRING holds no InstrumentationKey");
        var endpoint = parts.GetValueOrDefault("IngestionEndpoint", GlobalEndpoint);
        return Uri.TryCreate(endpoint.TrimEnd('/') + "/v2.1/track", UriKind.Absolute, out var track)
            ? new(key, track)
            : throw new FormatException($"the IngestionEndpoint {endpoint} of APPLICATIONINSIGHTS_CONNECTION_STRING is no URL");
    }
}
