using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Headers that belong to HTTP and are never custom properties.</summary>
internal static class StandardHeaders
{
    private static readonly FrozenSet<string> Names = typeof(HeaderNames).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetValue(null)!)
        .Append("BrokerProperties")
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => Names.Contains(name) || name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase);
}
