namespace CloudOrchestrator.ServiceBus;

/// <summary>
/// A connection string: <c>Endpoint=sb://host/;SharedAccessKeyName=…;SharedAccessKey=…</c>, or with <c>SharedAccessSignature=…</c> in the key's place.
/// <c>UseDevelopmentEmulator=true</c> makes it plain HTTP at the endpoint's host and port.
/// </summary>
public sealed record ServiceBusConnectionString
{
    private ServiceBusConnectionString(Uri endpoint) => Endpoint = endpoint;

    /// <summary>Where the REST protocol is spoken.</summary>
    public Uri Endpoint { get; }

    /// <summary>Name of the policy.</summary>
    public string? SharedAccessKeyName { get; private init; }

    /// <summary>The policy's key.</summary>
    public string? SharedAccessKey { get; private init; }

    /// <summary>A finished token.</summary>
    public string? SharedAccessSignature { get; private init; }

    /// <summary>The one queue the string is for.</summary>
    public string? EntityPath { get; private init; }

    /// <summary>Whether the namespace is an emulator.</summary>
    public bool UseDevelopmentEmulator { get; private init; }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="FormatException">It is incomplete or contradicts itself; the message names the part, never a key.</exception>
    public static ServiceBusConnectionString Parse(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new FormatException("a Service Bus connection string consists of Name=Value parts separated by semicolons");
            if (!parts.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
                throw new FormatException($"the Service Bus connection string has {part[..at]} twice");
        }
        var isEmulator = parts.TryGetValue("UseDevelopmentEmulator", out var emulator) && bool.TryParse(emulator, out var wanted) && wanted;
        var result = new ServiceBusConnectionString(ToEndpoint(parts.GetValueOrDefault("Endpoint"), isEmulator))
        {
            SharedAccessKeyName = parts.GetValueOrDefault("SharedAccessKeyName"),
            SharedAccessKey = parts.GetValueOrDefault("SharedAccessKey"),
            SharedAccessSignature = parts.GetValueOrDefault("SharedAccessSignature"),
            EntityPath = parts.GetValueOrDefault("EntityPath"),
            UseDevelopmentEmulator = isEmulator,
        };
        if (result.SharedAccessSignature is null && (string.IsNullOrEmpty(result.SharedAccessKeyName) || string.IsNullOrEmpty(result.SharedAccessKey)))
            throw new FormatException("the Service Bus connection string needs SharedAccessKeyName and SharedAccessKey, or SharedAccessSignature");
        if (result.SharedAccessSignature is not null && result.SharedAccessKey is not null)
            throw new FormatException("the Service Bus connection string has both SharedAccessKey and SharedAccessSignature");
        return result;
    }

    /// <summary>The string without its secrets.</summary>
    public override string ToString() => $"Endpoint={Endpoint}{(SharedAccessKeyName is null ? "" : $";SharedAccessKeyName={SharedAccessKeyName}")}";

    private static Uri ToEndpoint(string? text, bool isEmulator)
    {
        if (string.IsNullOrEmpty(text))
            throw new FormatException("the Service Bus connection string has no Endpoint");
        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"sb://{text}", UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new FormatException("the Endpoint of the Service Bus connection string is not of the form sb://host/");
        if (uri.Scheme is not ("sb" or "https" or "http" or "amqps"))
            throw new FormatException($"the Endpoint of the Service Bus connection string begins with {uri.Scheme}://, not with sb://");
        // An unknown scheme's missing port is -1, which the builder takes as the default of http or https.
        return new UriBuilder(isEmulator ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, uri.Host, uri.Scheme == "sb" || isEmulator ? uri.Port : -1).Uri;
    }
}
