using Azure.Core;

namespace CloudOrchestrator.AzureTables.Pipeline;

/// <summary>How often a request was sent.</summary>
internal sealed record Attempts(int Count)
{
    public static void Set(HttpMessage message, int count) => message.SetProperty(typeof(Attempts), new Attempts(count));

    public static int Of(HttpMessage message) => message.TryGetProperty(typeof(Attempts), out var value) && value is Attempts attempts ? attempts.Count : 1;
}
