using CloudOrchestrator.Kinds.Core.Services;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>Who has an address or a node port, without a look at all services.</summary>
internal static class ServiceIndexes
{
    private const string AddressIndex = "spec.clusterIP";
    private const string NodePortIndex = "spec.ports.nodePort";

    // Stands in every service that has node ports, and in others at most where managers own the field.
    private static ReadOnlySpan<byte> Mark => "odePort\""u8;

    /// <summary>The indexes of the services' stream.</summary>
    public static IReadOnlyDictionary<string, Func<StoredObject, string?>> All { get; } = new Dictionary<string, Func<StoredObject, string?>>(StringComparer.Ordinal)
    {
        [AddressIndex] = FieldIndex.OrderOnly(FieldIndex.Path("spec", "clusterIP")),
        [NodePortIndex] = FieldIndex.Several(NodePortsOf),
    };

    /// <summary>True when another service than the one of this uid has the address.</summary>
    public static bool HasAddress(this ReplicaSnapshot services, string address, string uid) => IsTaken(services, AddressIndex, address, uid);

    /// <summary>True when another service than the one of this uid has the node port.</summary>
    public static bool HasNodePort(this ReplicaSnapshot services, string protocol, int port, string uid) =>
        IsTaken(services, NodePortIndex, Value(protocol, port), uid);

    private static bool IsTaken(ReplicaSnapshot services, string index, string value, string uid)
    {
        foreach (var service in services.ByIndex(index, value))
        {
            if (service.Uid != uid)
                return true;
        }

        return false;
    }

    private static IEnumerable<string> NodePortsOf(StoredObject service)
    {
        if (service.Utf8.Span.IndexOf(Mark) < 0 || service.As<Service>().Spec is not { } spec)
            yield break;
        foreach (var port in spec.Ports ?? [])
        {
            if (port.NodePort is { } number and > 0)
                yield return Value(port.Protocol ?? "TCP", number);
        }

        if (spec.HealthCheckNodePort is { } check and > 0)
            yield return Value("TCP", check);
    }

    private static string Value(string protocol, int port) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{protocol}/{port}");
}
