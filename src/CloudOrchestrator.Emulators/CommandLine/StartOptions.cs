using System.Net;
using CloudOrchestrator.Emulators.Functions.Handlers;

namespace CloudOrchestrator.Emulators.CommandLine;

/// <summary>What <c>start</c> is asked to do.</summary>
internal sealed record StartOptions
{
    /// <summary>The app folder; null: only the Service Bus.</summary>
    public string? App { get; init; }

    /// <summary>Where the front door listens; 0: a free port.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Where the Service Bus and the status page listen; 0: a free port.</summary>
    public int ServiceBusPort { get; init; } = 5300;

    /// <summary>Addresses to listen on.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Loopback];

    /// <summary>Certificate file (PEM); null: one is made.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>Key file (PEM).</summary>
    public string? TlsKey { get; init; }

    /// <summary>Further names the certificate made here is for.</summary>
    public IReadOnlyList<string> TlsNames { get; init; } = [];

    /// <summary>Where the certificate made here is written; null: nowhere.</summary>
    public string? TlsAuthorityFile { get; init; }

    /// <summary>True: the front door speaks HTTP without TLS.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>Files of app settings, later ones win.</summary>
    public IReadOnlyList<string> SettingFiles { get; init; } = [];

    /// <summary>App settings given on the command line.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Queues to create besides those the triggers name.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>How long a message stays locked.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Deliveries before a message is a dead letter.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Where ports, URLs and process ids are written for scripts.</summary>
    public string? InfoFile { get; init; }

    /// <summary>The platform.</summary>
    public HostOptions Host { get; init; } = new();
}
