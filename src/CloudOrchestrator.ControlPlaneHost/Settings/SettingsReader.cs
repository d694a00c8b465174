using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ServiceBus;

namespace CloudOrchestrator.ControlPlaneHost.Settings;

/// <summary>Reads settings one by one and notes what is wrong with each.</summary>
internal sealed partial class SettingsReader(Func<string, string?> variable)
{
    private readonly List<SettingFault> _faults = [];

    /// <summary>All settings.</summary>
    public FunctionsSettings Read()
    {
        var defaults = new FunctionsSettings();
        var settings = new FunctionsSettings
        {
            Storage = Storage(),
            ServiceBus = ServiceBus(),
            NodeStorage = Checked("NodeStorage", CheckStorage),
            NodeServiceBus = Checked("NodeServiceBus", CheckServiceBus),
            TablePrefix = Named("TablePrefix", defaults.TablePrefix, TableName(), "must be 3 to 50 letters and digits and begin with a letter"),
            WorkQueue = Named("WorkQueue", defaults.WorkQueue, QueueName(), "must be 1 to 200 letters, digits, dots, hyphens and underscores, and begin and end with a letter or digit"),
            KeyVaultUri = Url("KeyVaultUri"),
            ClientId = Text("AZURE_CLIENT_ID"),
            ServiceCidr = Network("ServiceCidr", defaults.ServiceCidr),
            PodCidr = Network("PodCidr", defaults.PodCidr),
            NodeCidrMaskSize = Number("NodeCidrMaskSize", defaults.NodeCidrMaskSize, 1, 30),
            PublicUrl = Url("PublicUrl") ?? (Text("WEBSITE_HOSTNAME") is { } host ? new Uri($"https://{host}") : null),
            GatewayUrl = Url("GatewayUrl"),
            AdvertiseAddress = Address("AdvertiseAddress", defaults.AdvertiseAddress),
            AdvertisePort = Number("AdvertisePort", defaults.AdvertisePort, 1, ushort.MaxValue),
            Bootstrap = Bootstrap(),
            NodePools = Checked("NodePools", CheckNodePools),
            SubscriptionId = Text("SubscriptionId"),
            ResourceGroup = Text("ResourceGroup"),
            ArmEndpoint = Url("ArmEndpoint"),
            InstanceMemoryMB = Number("InstanceMemoryMB", defaults.InstanceMemoryMB, 128, 65_536),
        };
        _ = Url("OTEL_EXPORTER_OTLP_ENDPOINT");
        CheckTogether(settings);
        return settings with { Faults = _faults };
    }

    private void CheckTogether(FunctionsSettings settings)
    {
        if (settings.ServiceCidr.Contains(settings.PodCidr.BaseAddress) || settings.PodCidr.Contains(settings.ServiceCidr.BaseAddress))
            Fault("ServiceCidr", $"{settings.ServiceCidr} overlaps with PodCidr {settings.PodCidr}");
        if (settings.ServiceCidr.PrefixLength > 28)
            Fault("ServiceCidr", $"{settings.ServiceCidr} is too small: it needs at least 16 addresses (/28)");
        if (settings.NodeCidrMaskSize < settings.PodCidr.PrefixLength)
            Fault("NodeCidrMaskSize", $"{settings.NodeCidrMaskSize} must not be less than the prefix length of PodCidr {settings.PodCidr}");
        if (settings.NodePools is null or "[]")
            return;
        foreach (var (name, value) in ((string, string?)[])[("SubscriptionId", settings.SubscriptionId), ("ResourceGroup", settings.ResourceGroup)])
        {
            if (value is null)
                Fault(name, "is missing, and NodePools needs it");
        }
    }

    private StorageSetting Storage()
    {
        const string Name = "Storage", Identity = "Storage__tableServiceUri";
        var connection = Checked(Name, CheckStorage);
        var uri = Url(Identity);
        if (Text(Name) is null && Text(Identity) is null)
            Fault(Name, $"is missing: set a storage connection string, or {Identity} to use the app's identity");
        else if (Text(Name) is not null && Text(Identity) is not null)
            Fault(Identity, $"{Name} is set as well: set one of the two");
        return new StorageSetting(connection, uri);
    }

    private ServiceBusSetting ServiceBus()
    {
        const string Name = "ServiceBus", Identity = "ServiceBus__fullyQualifiedNamespace";
        var connection = Checked(Name, CheckServiceBus);
        var host = Text(Identity);
        if (host is not null && Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
            Fault(Identity, $"\"{host}\" is no host name, such as example.servicebus.windows.net");
        if (Text(Name) is null && host is null)
            Fault(Name, $"is missing: set a Service Bus connection string, or {Identity} to use the app's identity");
        else if (Text(Name) is not null && host is not null)
            Fault(Identity, $"{Name} is set as well: set one of the two");
        return new ServiceBusSetting(connection, host);
    }

    private BootstrapSetting? Bootstrap()
    {
        string[] names = ["BootstrapAudience", "BootstrapIssuer", "BootstrapJwksUri", "BootstrapPrincipals"];
        var missing = names.Where(name => Text(name) is null).ToArray();
        if (missing.Length == names.Length)
            return null;
        foreach (var name in missing)
            Fault(name, $"is missing: {string.Join(", ", names.Except(missing))} {(missing.Length == names.Length - 1 ? "needs" : "need")} it");
        return Url(names[2]) is { } keys && missing.Length == 0
            ? new BootstrapSetting(Text(names[0])!, Text(names[1])!, keys, Text(names[3])!.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    private static string? CheckStorage(string text)
    {
        try
        {
            TableConnectionString.Parse(text);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private static string? CheckServiceBus(string text)
    {
        try
        {
            ServiceBusConnectionString.Parse(text);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private static string? CheckNodePools(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Array ? null : "must be a JSON array of node pools";
        }
        catch (JsonException exception)
        {
            return $"is no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine})";
        }
    }

    private string? Text(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private void Fault(string name, string problem) => _faults.Add(new SettingFault(name, problem));

    private string? Checked(string name, Func<string, string?> check)
    {
        if (Text(name) is not { } text)
            return null;
        if (check(text) is not { } problem)
            return text;
        Fault(name, problem);
        return null;
    }

    private string Named(string name, string fallback, Regex form, string rule)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (form.IsMatch(text))
            return text;
        Fault(name, $"\"{text}\" {rule}");
        return fallback;
    }

    private Uri? Url(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return uri;
        Fault(name, $"\"{text}\" is no absolute http or https URL");
        return null;
    }

    private IPNetwork Network(string name, IPNetwork fallback)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (IPNetwork.TryParse(text, out var network))
            return network;
        Fault(name, $"\"{text}\" is no network, such as {fallback} (the address bits after the prefix must be zero)");
        return fallback;
    }

    private IPAddress Address(string name, IPAddress fallback)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            return address;
        Fault(name, $"\"{text}\" is no address that others could reach");
        return fallback;
    }

    private int Number(string name, int fallback, int minimum, int maximum)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        Fault(name, $"\"{text}\" is no number from {minimum} to {maximum}");
        return fallback;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{2,49}\z")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,198}[A-Za-z0-9])?\z")]
    private static partial Regex QueueName();
}
