using System.Text.Json.Nodes;

namespace CloudOrchestrator.Testing.Clusters;

/// <summary>
/// A real cluster on this machine: control plane, nodes in network namespaces with Docker Engines of their own. Started by <c>infra/local/cluster</c>, as
/// users start theirs.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(8);

    private readonly string _home;
    private readonly Dictionary<string, string> _environment;

    private LocalCluster(string home, Dictionary<string, string> environment)
    {
        _home = home;
        _environment = environment;
    }

    /// <summary>The cluster's name.</summary>
    public string Name => _environment["CLUSTER_NAME"];

    /// <summary>URL of the API server.</summary>
    public string Server { get; private set; } = "";

    /// <summary>The administrator's kubeconfig.</summary>
    public string Kubeconfig => Path.Combine(_home, "admin.kubeconfig");

    /// <summary>The nodes, by name.</summary>
    public IReadOnlyList<LocalNode> Nodes { get; private set; } = [];

    /// <summary>The administrator's bearer token.</summary>
    public string AdminToken { get; private set; } = "";

    /// <summary>The context of the kubeconfig for what a Functions front end does not pass (exec, port-forward, following); null when one server does everything.</summary>
    public string? GatewayContext { get; private set; }

    /// <summary>
    /// Starts a cluster of its own: <paramref name="number"/> (1 to 99) keeps clusters that run at once apart. With <paramref name="azure"/> its control plane runs
    /// as Azure Functions, on Azurite and the emulators.
    /// </summary>
    public static async Task<LocalCluster> StartAsync(int number, int nodes, bool azure = false, CancellationToken cancellationToken = default)
    {
        try
        {
            return await StartOnceAsync(number, nodes, azure, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            // Engines of a busy machine do not always come up. What kept this one is told all the same.
            TestNotes.Add($"cluster {number} started twice: {exception.Message}");
            return await StartOnceAsync(number, nodes, azure, cancellationToken);
        }
    }

    /// <summary>Ends a node as a power cut does: its agent, its Docker Engine and every container, at once and without a word to the control plane.</summary>
    public Task CutPowerAsync(LocalNode node, CancellationToken cancellationToken = default) => ScriptAsync($"kill-node {node.Name}", cancellationToken);

    /// <summary>Ends the control plane with SIGKILL.</summary>
    public Task KillControlPlaneAsync(CancellationToken cancellationToken = default) => ScriptAsync("kill-control-plane", cancellationToken);

    /// <summary>From now on kills a random handler process of the Functions host about every so many seconds; 0 ends it.</summary>
    public Task KillHandlersEveryAsync(int seconds, int seed, CancellationToken cancellationToken = default) => ScriptAsync($"chaos {seconds} {seed}", cancellationToken);

    /// <summary>Starts what is not running.</summary>
    public Task RestartAsync(CancellationToken cancellationToken = default) => ScriptAsync("up", cancellationToken);

    /// <summary>Runs kubectl as administrator and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> KubectlAsync(string arguments, CancellationToken cancellationToken = default)
    {
        var result = await TryKubectlAsync(arguments, cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"kubectl {arguments}: exit code {result.ExitCode}\n{result.Output}");
    }

    /// <summary>Runs kubectl as administrator.</summary>
    public Task<ShellResult> TryKubectlAsync(string arguments, CancellationToken cancellationToken = default) =>
        Shell.RunAsync("kubectl " + arguments, _home, new Dictionary<string, string> { ["KUBECONFIG"] = Kubeconfig, ["HOME"] = _home }, TimeSpan.FromMinutes(5), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ScriptAsync("down", CancellationToken.None);
        if (Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
    }

    private static async Task<LocalCluster> StartOnceAsync(int number, int nodes, bool azure, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("cluster-").FullName;
        var cluster = new LocalCluster(home, new Dictionary<string, string>
        {
            ["CLUSTER_NAME"] = $"cot{number}",
            ["CLUSTER_HOME"] = home,
            ["CLUSTER_SUBNET"] = $"172.31.{number}.0/24",
            ["CLUSTER_NODES"] = $"{nodes}",
            ["CLUSTER_PORT"] = $"{20000 + (10 * number)}",
            ["CLUSTER_MODE"] = azure ? "azure-local" : "standalone",
        });
        try
        {
            await cluster.ScriptAsync("up", cancellationToken);
            await cluster.LookAroundAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        Server = (await KubectlAsync("config view --minify -o jsonpath={.clusters[0].cluster.server}", cancellationToken)).Trim();
        var contexts = await KubectlAsync("config get-contexts -o name", cancellationToken);
        GatewayContext = contexts.Split('\n').FirstOrDefault(name => name.EndsWith("-gateway", StringComparison.Ordinal));
        AdminToken = (await KubectlAsync("config view --minify --raw -o jsonpath={.users[0].user.token}", cancellationToken)).Trim();
        if (AdminToken.Length == 0)
            AdminToken = (await File.ReadAllTextAsync(Path.Combine(_home, "pki", "admin.token"), cancellationToken)).Trim();
        var nodes = JsonNode.Parse(await KubectlAsync("get nodes -o json", cancellationToken))!["items"]!.AsArray();
        Nodes = [.. nodes.Select(node => new LocalNode(
            (string)node!["metadata"]!["name"]!,
            (string)node["status"]!["addresses"]!.AsArray().First(address => (string?)address!["type"] == "InternalIP")!["address"]!))];
    }

    private async Task ScriptAsync(string arguments, CancellationToken cancellationToken)
    {
        var script = Path.Combine(RepositoryRoot.Path, "infra", "local", "cluster");
        var result = await Shell.RunAsync($"\"{script}\" {arguments}", RepositoryRoot.Path, _environment, StartLimit, cancellationToken);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"infra/local/cluster {arguments}: exit code {result.ExitCode}\n{result.Output}");
    }
}
