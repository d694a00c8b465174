using System.Globalization;
using CloudOrchestrator.NodeHost.Azure;

namespace CloudOrchestrator.NodeHost;

/// <summary>How the process was started.</summary>
internal sealed record NodeHostOptions
{
    public const string Help = """
        CloudOrchestrator.NodeHost: makes this machine a node of a cluster. It runs the pods bound to the node on a Docker Engine, connects
        them to the cluster's network and reports their state. Stopping it (SIGTERM) leaves running containers alone; started again it takes
        them over.

        Joining (the control plane's `node token create` gives the token; afterwards the node has its own certificate and needs none):
          --server URL          the control plane, such as https://172.30.0.1:6443
          --ca FILE             the cluster's certificate authority (pki/ca.crt in the control plane's data directory)
          --ca-hash HASH        instead of --ca: sha256:<hex> of the authority's public key, as kubeadm prints it
          --token TOKEN         bootstrap token <id>.<secret>
          --token-file FILE     instead of --token: a file that holds it
          --managed-identity [CLIENT_ID]
                                instead of --token: in Azure, the machine's managed identity; CLIENT_ID when it has several
                                (default: the environment's AZURE_CLIENT_ID)
          --bootstrap-audience URI
                                whom the identity's token is for      (default: the environment's BootstrapAudience,
                                else https://management.azure.com/)

        The control plane behind a front end, as in Azure:
          --auth MODE           certificate (default): the node shows its certificate with each connection;
                                token: it signs a short-lived bearer token with it, for servers that see no client certificates
          --token-audience URL  who these tokens are for              (default: https://kubernetes.default.svc.cluster.local)
          --tls-trust WHOM      cluster (default): the server's certificate is of the cluster's authority; system: of one this machine
                                trusts; or a FILE of authorities (PEM). With the latter two the cluster's own authority is taken from the server unless --ca or --ca-hash is given
          --events MODE         watch (default): the node keeps watches open and renews its lease through the server;
                                doorbell: it waits at its Service Bus queue, asks when it rings and at least every 5 minutes,
                                and gives its signs of life to a table

        The node:
          --name NAME           its name in the cluster               (default: the host name)
          --address IP          its InternalIP                        (default: the address that reaches the server)
          --listen IP:PORT      where the agent serves the API server (default: the node's address, port 10250)
          --data DIR            keys and pods' files                  (default: /var/lib/cloudorchestrator-node)
          --docker SOCKET       the Docker Engine                     (default: unix:///var/run/docker.sock)
          --pause-image IMAGE   owner of each pod's network           (default: cloudorchestrator/pause:1.0; made here when missing)
          --label KEY=VALUE     a label of the Node object; may be repeated
          --max-pods N          how many pods it takes                (default: 110)

          --azure               this machine is in Azure: name, provider id and labels (region, zone, size, pool, spot) come from
                                its metadata service, and scheduled events (eviction of spot machines, reboots, …) drain the node
          --imds URL            the metadata service                (default: http://169.254.169.254)

        The cluster:
          --pod-cidr CIDR       all pods' addresses                   (default: 10.244.0.0/16)
          --cluster-dns IP      address of cluster DNS                (default: the cluster IP of kube-system/kube-dns)
          --cluster-domain NAME DNS domain                            (default: cluster.local)

        Without Docker:
          --simulated N         N nodes of --cpus 8 and --memory 32Gi each, whose containers only pretend to run; any OS, no root.
                                Up to 50 are whole agents; more share one identity, connection and watch, and serve no logs or commands
          --verbose             say more

        Example:
          CloudOrchestrator.NodeHost --server https://172.30.0.1:6443 --ca ca.crt --token abcdef.0123456789abcdef --name node-1
        """;

    public Uri Server { get; init; } = new("https://127.0.0.1:6443");

    public string? CaFile { get; init; }

    public string? CaHash { get; init; }

    public string? Token { get; init; }

    /// <summary>The machine's identity joins instead of a bootstrap token.</summary>
    public bool JoinsByIdentity { get; init; }

    public string? IdentityClientId { get; init; } = Variable("AZURE_CLIENT_ID");

    public string BootstrapAudience { get; init; } = Variable("BootstrapAudience") ?? Variable("BOOTSTRAP_AUDIENCE") ?? "https://management.azure.com/";

    public bool Azure { get; init; }

    public Uri Imds { get; init; } = ImdsClient.Standard;

    /// <summary>Set when <see cref="Name"/> was given and not found.</summary>
    public bool IsNamed { get; init; }

    /// <summary>What the provider calls the machine; null when nobody said.</summary>
    public AzureMachine? Machine { get; init; }

    public const string ClusterTrusted = "cluster";

    public const string SystemTrusted = "system";

    public NodeAuth Auth { get; init; }

    public string TokenAudience { get; init; } = "https://kubernetes.default.svc.cluster.local";

    /// <summary><see cref="ClusterTrusted"/>, <see cref="SystemTrusted"/> or a file.</summary>
    public string TlsTrust { get; init; } = ClusterTrusted;

    public NodeEvents Events { get; init; }

    public string Name { get; init; } = Environment.MachineName.ToLowerInvariant();

    public string? Address { get; init; }

    public string? Listen { get; init; }

    public string Data { get; init; } = "/var/lib/cloudorchestrator-node";

    public string Docker { get; init; } = "unix:///var/run/docker.sock";

    public string PauseImage { get; init; } = "cloudorchestrator/pause:1.0";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int PodsMax { get; init; } = 110;

    public string PodCidr { get; init; } = "10.244.0.0/16";

    public string? ClusterDns { get; init; }

    public string ClusterDomain { get; init; } = "cluster.local";

    public int Simulated { get; init; }

    public int SimulatedCpus { get; init; } = 8;

    public string SimulatedMemory { get; init; } = "32Gi";

    public bool Verbose { get; init; }

    /// <summary>Reads the command line; the error says what is wrong with it.</summary>
    public static (NodeHostOptions? Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var options = new NodeHostOptions();
        var server = false;
        for (var index = 0; index < arguments.Count; index++)
        {
            var (name, inline) = Split(arguments[index]);
            if (name == "--verbose")
            {
                options = options with { Verbose = true };
                continue;
            }
            if (name == "--azure")
            {
                options = options with { Azure = true };
                continue;
            }
            if (name == "--managed-identity")
            {
                var isNamed = inline is not null || (index + 1 < arguments.Count && !arguments[index + 1].StartsWith('-'));
                options = options with { JoinsByIdentity = true, IdentityClientId = isNamed ? inline ?? arguments[++index] : options.IdentityClientId };
                continue;
            }
            var value = inline ?? (index + 1 < arguments.Count ? arguments[++index] : null);
            if (value is null)
                return (null, $"{name} needs a value");
            server |= name == "--server";
            if (Apply(options, name, value) is not { } next)
                return (null, $"{name} {value}: no such option, or not a value for it");
            options = next;
        }
        return Fault(options, server) is { } fault ? (null, fault) : (options, null);
    }

    private static string? Fault(NodeHostOptions options, bool hasServer)
    {
        if (!hasServer)
            return "--server is needed";
        if (options is { Azure: true, Simulated: > 0 })
            return "--azure describes the machine and --simulated pretends others: choose one";
        var isKnown = options.CaFile is not null || options.CaHash is not null || File.Exists(Path.Combine(options.Data, "pki", "ca.crt"));
        return !isKnown && options.TlsTrust == ClusterTrusted ? "--ca or --ca-hash is needed the first time" : null;
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && argument.StartsWith("--", StringComparison.Ordinal) ? (argument[..equals], argument[(equals + 1)..]) : (argument, null);
    }

    private static NodeHostOptions? Apply(NodeHostOptions options, string name, string value) => name switch
    {
        "--server" => Uri.TryCreate(value, UriKind.Absolute, out var server) && server.Scheme == "https" ? options with { Server = server } : null,
        "--ca" or "--ca-file" => options with { CaFile = value },
        "--ca-hash" => value.StartsWith("sha256:", StringComparison.Ordinal) ? options with { CaHash = value } : null,
        "--token" or "--bootstrap-token" => options with { Token = value },
        "--token-file" => File.Exists(value) ? options with { Token = File.ReadAllText(value).Trim() } : null,
        "--auth" => Choice<NodeAuth>(value) is { } auth ? options with { Auth = auth } : null,
        "--token-audience" => options with { TokenAudience = value },
        "--tls-trust" => value is ClusterTrusted or SystemTrusted ? options with { TlsTrust = value }
            : File.Exists(value) ? options with { TlsTrust = Path.GetFullPath(value) } : null,
        "--events" => Choice<NodeEvents>(value) is { } events ? options with { Events = events } : null,
        "--name" or "--node-name" => options with { Name = value, IsNamed = true },
        "--bootstrap-audience" => options with { BootstrapAudience = value },
        "--imds" => Uri.TryCreate(value, UriKind.Absolute, out var imds) ? options with { Imds = imds } : null,
        "--address" or "--node-ip" => System.Net.IPAddress.TryParse(value, out _) ? options with { Address = value } : null,
        "--listen" => System.Net.IPEndPoint.TryParse(value, out _) ? options with { Listen = value } : null,
        "--data" or "--data-dir" => options with { Data = Path.GetFullPath(value) },
        "--docker" or "--docker-socket" => options with { Docker = value.StartsWith('/') ? $"unix://{value}" : value },
        "--pause-image" => options with { PauseImage = value },
        "--label" => value.Split('=', 2) is [var key, var label]
            ? options with { Labels = new Dictionary<string, string>(options.Labels, StringComparer.Ordinal) { [key] = label } }
            : null,
        "--max-pods" => Number(value) is { } pods ? options with { PodsMax = pods } : null,
        "--pod-cidr" or "--cluster-cidr" => System.Net.IPNetwork.TryParse(value, out _) ? options with { PodCidr = value } : null,
        "--cluster-dns" => System.Net.IPAddress.TryParse(value, out _) ? options with { ClusterDns = value } : null,
        "--cluster-domain" => options with { ClusterDomain = value },
        "--simulated" => Number(value) is { } count ? options with { Simulated = count } : null,
        "--cpus" => Number(value) is { } cpus ? options with { SimulatedCpus = cpus } : null,
        "--memory" => Objects.Quantity.TryParse(value, out _) ? options with { SimulatedMemory = value } : null,
        _ => null,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static T? Choice<T>(string text)
        where T : struct, Enum => text.All(char.IsAsciiLetterLower) && Enum.TryParse<T>(text, ignoreCase: true, out var choice) ? choice : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
