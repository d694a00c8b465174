using System.Security.Cryptography;
using System.Text;

namespace CloudOrchestrator.ServiceBus;

/// <summary>Makes shared access signatures.</summary>
public static class ServiceBusSas
{
    /// <summary>
    /// A token (the whole value of an Authorization header) for <paramref name="resource"/> and everything below it, good until <paramref name="expires"/>.
    /// It allows what the policy named allows. The key signs as it is written; it is not base64-decoded.
    /// </summary>
    public static string Create(Uri resource, string keyName, string key, DateTimeOffset expires)
    {
        var encoded = Uri.EscapeDataString(resource.AbsoluteUri.TrimEnd('/'));
        var seconds = expires.ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{encoded}\n{seconds}"));
        return $"SharedAccessSignature sr={encoded}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={seconds}&skn={Uri.EscapeDataString(keyName)}";
    }

    /// <summary>A token for one queue of a namespace, its dead-letter queue included.</summary>
    public static string ForQueue(ServiceBusConnectionString connection, string queue, DateTimeOffset expires) =>
        connection is { SharedAccessKeyName: { } name, SharedAccessKey: { } key }
            ? Create(QueueUri(connection.Endpoint, queue), name, key, expires)
            : throw new InvalidOperationException("the connection string has no SharedAccessKey to sign with");

    internal static Uri QueueUri(Uri endpoint, string queue) => new(endpoint, string.Join('/', queue.Split('/').Select(Uri.EscapeDataString)));
}
