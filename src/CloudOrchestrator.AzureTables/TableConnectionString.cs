using Azure;

namespace CloudOrchestrator.AzureTables;

/// <summary>
/// What a storage connection string says about the Table service: <c>AccountName</c> and <c>AccountKey</c> with <c>EndpointSuffix</c> or <c>TableEndpoint</c>,
/// or <c>SharedAccessSignature</c> with <c>TableEndpoint</c>, or <c>UseDevelopmentStorage=true</c>.
/// </summary>
public sealed record TableConnectionString
{
    private const string DevelopmentAccount = "devstoreaccount1";

    // Published by Microsoft for local emulators; the same everywhere and no secret.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    internal TableConnectionString(Uri endpoint, TableSharedKeyCredential? sharedKey, AzureSasCredential? sas)
    {
        Endpoint = endpoint;
        SharedKey = sharedKey;
        Sas = sas;
    }

    /// <summary>Endpoint of the Table service.</summary>
    public Uri Endpoint { get; }

    /// <summary>The account key, when the string has one.</summary>
    public TableSharedKeyCredential? SharedKey { get; }

    /// <summary>The shared access signature, when the string has one.</summary>
    public AzureSasCredential? Sas { get; }

    /// <summary>Reads a connection string; an unusable one is a <see cref="FormatException"/> that says what is missing and shows no secret.</summary>
    public static TableConnectionString Parse(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var parts = Split(connectionString);
        if (parts.GetValueOrDefault("UseDevelopmentStorage") is "true")
            return new(new Uri($"http://127.0.0.1:10002/{DevelopmentAccount}"), new(DevelopmentAccount, DevelopmentKey), null);
        var account = parts.GetValueOrDefault("AccountName");
        var endpoint = EndpointOf(parts, account);
        if (parts.TryGetValue("SharedAccessSignature", out var sas))
            return new(endpoint, null, new AzureSasCredential(sas));
        if (account is null || !parts.TryGetValue("AccountKey", out var key))
            throw new FormatException("the storage connection string needs AccountName and AccountKey, or SharedAccessSignature, or UseDevelopmentStorage=true");
        try
        {
            return new(endpoint, new(account, key), null);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"the storage connection string's AccountKey is unusable: {exception.Message}", exception);
        }
    }

    private static Uri EndpointOf(Dictionary<string, string> parts, string? account)
    {
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var text = parts.GetValueOrDefault("TableEndpoint")
            ?? (account is null ? null : $"{protocol}://{account}.table.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new FormatException("the storage connection string needs AccountName or a TableEndpoint that is an absolute URL");
    }

    private static Dictionary<string, string> Split(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("the storage connection string must be name=value pairs separated by semicolons");
            parts[part[..equals]] = part[(equals + 1)..];
        }

        return parts;
    }
}
