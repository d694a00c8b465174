using CloudOrchestrator.Emulators.ServiceBus;

namespace CloudOrchestrator.Emulators;

/// <summary>The policy the app's own connection string names, so that the emulated namespace accepts it.</summary>
internal sealed record ServiceBusConnection(SharedAccessPolicy Policy)
{
    /// <summary>From the setting <c>ServiceBus</c>; the development policy when it is not there or holds no key.</summary>
    public static ServiceBusConnection Read(IReadOnlyDictionary<string, string> settings)
    {
        var parts = (settings.GetValueOrDefault("ServiceBus") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .ToDictionary(part => part[0].Trim(), part => part[1], StringComparer.OrdinalIgnoreCase);
        return parts.TryGetValue("SharedAccessKeyName", out var name) && parts.TryGetValue("SharedAccessKey", out var key)
            ? new ServiceBusConnection(new SharedAccessPolicy(name, key, AccessClaims.All))
            : new ServiceBusConnection(SharedAccessPolicy.Development);
    }

    /// <summary>The connection string for an endpoint.</summary>
    public string To(Uri endpoint) =>
        $"Endpoint=sb://{endpoint.Host}:{endpoint.Port};SharedAccessKeyName={Policy.Name};SharedAccessKey={Policy.Key};UseDevelopmentEmulator=true";
}
