using Azure.Core;

namespace CloudOrchestrator.AzureTables.Pipeline;

/// <summary>What a request asks for, in the service's own words.</summary>
internal sealed record OperationName(string Value)
{
    public static void Set(HttpMessage message, string name) => message.SetProperty(typeof(OperationName), new OperationName(name));

    public static string Of(HttpMessage message) =>
        message.TryGetProperty(typeof(OperationName), out var value) && value is OperationName name ? name.Value : "Other";
}
