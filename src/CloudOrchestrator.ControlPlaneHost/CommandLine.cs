using System.Globalization;
using System.Net;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>What the command line asks for.</summary>
/// <param name="Role">Which role to run.</param>
/// <param name="Options">The settings.</param>
/// <param name="ShowHelp">True to print help and end.</param>
/// <param name="Faults">What is wrong, one sentence each; empty when nothing is.</param>
public sealed record CommandLine(HostRole Role, StandaloneOptions Options, bool ShowHelp, IReadOnlyList<string> Faults)
{
    /// <summary>The help text.</summary>
    public const string Help = """
        Runs a Kubernetes control plane, in one of three roles:

          standalone   everything in one process, over a log on disk (the default)
          functions    what a Functions host starts and calls, over Table Storage and Service Bus (the default where
                       FUNCTIONS_CUSTOMHANDLER_PORT is set)
          gateway      beside a Functions app, on a machine: the same API with exec, attach, port-forward, followed logs
                       and long watches; no controllers

        usage: CloudOrchestrator.ControlPlaneHost [standalone] [options]
               CloudOrchestrator.ControlPlaneHost functions
               CloudOrchestrator.ControlPlaneHost gateway [--bind ADDRESS] [--port N] [--tls-san NAME|IP]

        options of standalone:

          --data DIR                  keeps everything here: log, keys, audit log (default /var/lib/cloudorchestrator)
          --bind ADDRESS              address to serve HTTPS on; may be repeated (default 0.0.0.0: all)
          --port N                    port to serve HTTPS on (default 6443; 0 picks a free one)
          --advertise-address IP      where nodes and pods reach this server (default: the first --bind that is not loopback,
                                      else the first address of this machine)
          --tls-san NAME|IP           further name or address for the serving certificate; may be repeated
          --service-cidr CIDR         addresses of Services (default 10.96.0.0/16)
          --pod-cidr CIDR             addresses of pods (default 10.244.0.0/16)
          --node-cidr-mask-size N     prefix length of one node's part of the pods' addresses (default 24)
          --service-node-port-range A-B
                                      ports of NodePort Services (default 30000-32767)
          --cluster-name NAME         name of the cluster in the kubeconfig (default cloudorchestrator)
          --kubeconfig FILE           where to write the administrator's kubeconfig (default: admin.kubeconfig in --data);
                                      it names the first --bind
          --no-controllers            only the API server: nothing is scheduled, nothing reconciled
          --help                      this text

        A first try, without being root:
          CloudOrchestrator.ControlPlaneHost --data ~/cluster --bind 127.0.0.1
          kubectl --kubeconfig ~/cluster/admin.kubeconfig get namespaces

        functions and gateway are told by environment variables (app settings) where the cluster is:
          Storage                     connection string of the storage account, or
          Storage__tableServiceUri    its Table endpoint, opened with the app's identity
          ServiceBus                  connection string of the Service Bus namespace, or
          ServiceBus__fullyQualifiedNamespace
                                      its host name, opened with the app's identity
          AZURE_CLIENT_ID             which identity, when there are several
          TablePrefix                 begins the names of the cluster's tables (default cloudorchestrator)
          WorkQueue                   name of the work queue (default work)
          KeyVaultUri                 vault that keeps the cluster's keys (default: a table keeps them)
          PublicUrl, GatewayUrl       where clients reach the app and the gateway
          ServiceCidr, PodCidr, NodeCidrMaskSize
                                      addresses of Services, of pods, of one node's pods
          AdvertiseAddress, AdvertisePort
                                      where pods reach an API server (default: nowhere)
          NodeStorage, NodeServiceBus connection strings whose keys sign what nodes may use (default: Storage, ServiceBus)
          NodePools, SubscriptionId, ResourceGroup
                                      node pools (JSON) and where their scale sets are
          BootstrapAudience, BootstrapIssuer, BootstrapJwksUri, BootstrapPrincipals
                                      managed identities that may join machines
          OTEL_EXPORTER_OTLP_ENDPOINT, APPLICATIONINSIGHTS_CONNECTION_STRING
                                      where telemetry goes

        The process prints one line when it is ready (functions: none). SIGTERM and Ctrl+C end it after running requests have been answered.
        """;

    /// <summary>Reads the arguments. All faults are found, not only the first.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="called">True when a Functions host has started the process, which passes no arguments.</param>
    public static CommandLine Parse(IReadOnlyList<string> arguments, bool called = false)
    {
        var role = arguments.FirstOrDefault() switch
        {
            "functions" => HostRole.Functions,
            "gateway" => HostRole.Gateway,
            null when called => HostRole.Functions,
            _ => HostRole.Standalone,
        };
        var reading = new Reading(role);
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument is "--help" or "-h" or "help")
                return new CommandLine(role, reading.Options, true, []);
            if (index == 0 && argument is "standalone" or "functions" or "gateway")
                continue;
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (name == "--no-controllers" && role == HostRole.Standalone)
            {
                reading.Options = reading.Options with { Controllers = false };
                continue;
            }

            if (!reading.Knows(name))
            {
                reading.Faults.Add($"{name} is no option of {(role == HostRole.Standalone ? "this program" : "role " + arguments[0])}.");
                continue;
            }

            if (equals < 0 && index + 1 >= arguments.Count)
                reading.Faults.Add($"{name} needs a value.");
            else
                reading.Set(name, equals < 0 ? arguments[++index] : argument[(equals + 1)..]);
        }

        reading.CheckTogether();
        return new CommandLine(role, reading.Options, false, reading.Faults);
    }

    private sealed class Reading(HostRole role)
    {
        private readonly List<IPAddress> _bind = [];

        public StandaloneOptions Options { get; set; } = new();

        public List<string> Faults { get; } = [];

        public bool Knows(string name) => role switch
        {
            HostRole.Functions => false,
            HostRole.Gateway => name is "--bind" or "--port" or "--tls-san",
            _ => IsStandalone(name),
        };

        private static bool IsStandalone(string name) => name is "--data" or "--bind" or "--port" or "--advertise-address" or "--tls-san" or "--service-cidr" or "--pod-cidr"
            or "--node-cidr-mask-size" or "--service-node-port-range" or "--cluster-name" or "--kubeconfig";

        public void Set(string name, string value)
        {
            switch (name)
            {
                case "--data":
                    Options = Options with { DataDirectory = Path.GetFullPath(value) };
                    break;
                case "--bind":
                    SetBind(value);
                    break;
                case "--port":
                    SetPort(value);
                    break;
                case "--advertise-address":
                    SetAdvertiseAddress(value);
                    break;
                case "--tls-san":
                    Options = IPAddress.TryParse(value, out var address)
                        ? Options with { CertificateAddresses = [.. Options.CertificateAddresses, address] }
                        : Options with { CertificateNames = [.. Options.CertificateNames, value] };
                    break;
                case "--service-cidr":
                    Options = Options with { ServiceCidr = Network(name, value, Options.ServiceCidr) };
                    break;
                case "--pod-cidr":
                    Options = Options with { ClusterCidr = Network(name, value, Options.ClusterCidr) };
                    break;
                case "--node-cidr-mask-size":
                    SetMaskSize(value);
                    break;
                case "--service-node-port-range":
                    SetNodePorts(value);
                    break;
                case "--cluster-name":
                    Options = Options with { ClusterName = value };
                    break;
                default:
                    Options = Options with { Kubeconfig = Path.GetFullPath(value) };
                    break;
            }
        }

        public void CheckTogether()
        {
            if (Options.Port == 0 && Options.Bind.Count > 1)
                Faults.Add("--port 0 needs a single --bind: a free port is picked for one address.");
            if (Options.ServiceCidr.Contains(Options.ClusterCidr.BaseAddress) || Options.ClusterCidr.Contains(Options.ServiceCidr.BaseAddress))
                Faults.Add($"--service-cidr {Options.ServiceCidr} and --pod-cidr {Options.ClusterCidr} overlap.");
            if (Options.NodeCidrMaskSize < Options.ClusterCidr.PrefixLength || Options.NodeCidrMaskSize > 30)
                Faults.Add($"--node-cidr-mask-size {Options.NodeCidrMaskSize} must be between the prefix length of --pod-cidr {Options.ClusterCidr} and 30.");
            if (Options.ServiceCidr.PrefixLength > 28)
                Faults.Add($"--service-cidr {Options.ServiceCidr} is too small: it needs at least 16 addresses (/28).");
        }

        private void SetBind(string value)
        {
            if (!IPAddress.TryParse(value, out var address))
            {
                Faults.Add($"--bind {value} is no address, such as 127.0.0.1 or 0.0.0.0.");
                return;
            }

            _bind.Add(address);
            Options = Options with { Bind = [.. _bind] };
        }

        private void SetPort(string value)
        {
            if (ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                Options = Options with { Port = port };
            else
                Faults.Add($"--port {value} is no port.");
        }

        private void SetAdvertiseAddress(string value)
        {
            if (IPAddress.TryParse(value, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
                Options = Options with { AdvertiseAddress = address };
            else
                Faults.Add($"--advertise-address {value} is no address that others could reach.");
        }

        private IPNetwork Network(string name, string value, IPNetwork fallback)
        {
            if (IPNetwork.TryParse(value, out var network))
                return network;
            Faults.Add($"{name} {value} is no network, such as {fallback} (the address bits after the prefix must be zero).");
            return fallback;
        }

        private void SetMaskSize(string value)
        {
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                Options = Options with { NodeCidrMaskSize = size };
            else
                Faults.Add($"--node-cidr-mask-size {value} is no number.");
        }

        private void SetNodePorts(string value)
        {
            var parts = value.Split('-');
            if (parts.Length == 2 && ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low)
                && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var high) && low > 0 && low <= high)
            {
                Options = Options with { NodePortMin = low, NodePortMax = high };
            }
            else
            {
                Faults.Add($"--service-node-port-range {value} is no range of ports, such as 30000-32767.");
            }
        }
    }
}
