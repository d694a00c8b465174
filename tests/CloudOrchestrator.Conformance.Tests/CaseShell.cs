using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>A shell for one case: its own namespace, kubeconfig and folder.</summary>
internal sealed class CaseShell
{
    private readonly string _namespace;
    private readonly Dictionary<string, string> _environment;
    private int _attempts = 1;

    private CaseShell(string @namespace, string folder, LocalCluster cluster)
    {
        _namespace = @namespace;
        Folder = folder;
        _environment = new Dictionary<string, string>
        {
            ["KUBECONFIG"] = Path.Combine(folder, "kubeconfig"),
            ["HOME"] = folder,
            ["LC_ALL"] = "C",
            ["NS"] = @namespace,
            ["SERVER"] = cluster.Server,
            ["CA"] = Path.Combine(folder, "ca.crt"),
            ["TOKEN"] = cluster.AdminToken,
            ["NODE_IP"] = cluster.Nodes[0].Address,
            ["KUBECTL_OLD"] = Environment.GetEnvironmentVariable("CLOUDORCHESTRATOR_OLD_KUBECTL") ?? Path.Combine(RepositoryRoot.Path, "artifacts", "cache", "kubectl-1.20"),
            ["CASES"] = Path.Combine(RepositoryRoot.Path, "tests", "CloudOrchestrator.Conformance.Tests", "cases"),
            ["SAMPLES"] = Path.Combine(RepositoryRoot.Path, "infra", "samples"),
        };
        Known = new Dictionary<string, string>
        {
            [folder] = "<home>",
            [cluster.Server] = "<server>",
            [new Uri(cluster.Server).Authority] = "<server-address>",
            [cluster.Name] = "<cluster>",
        };
        var known = (Dictionary<string, string>)Known;
        for (var index = 0; index < cluster.Nodes.Count; index++)
            known[cluster.Nodes[index].Address] = $"<node-{index + 1}-ip>";
        foreach (var variable in (string[])["CASES", "SAMPLES"])
            known[_environment[variable]] = $"<{variable.ToLowerInvariant()}>";
    }

    /// <summary>The shell's folder, its working directory and home.</summary>
    public string Folder { get; }

    /// <summary>Values of this run and the names to show for them.</summary>
    public IReadOnlyDictionary<string, string> Known { get; }

    public static async Task<CaseShell> CreateAsync(LocalCluster cluster, string name, bool dying)
    {
        var folder = Directory.CreateTempSubdirectory($"case-{name}-").FullName;
        File.Copy(cluster.Kubeconfig, Path.Combine(folder, "kubeconfig"));
        var shell = new CaseShell(name, folder, cluster);
        if (cluster.GatewayContext is { } gateway)
            await shell.UseGatewayAsync(gateway);

        // Where servers die in mid-request, preparing is done again, as often as it takes.
        shell._attempts = dying ? 10 : 1;
        await shell.RequireAsync("{ kubectl create namespace \"$NS\" || kubectl get namespace \"$NS\"; } && kubectl config set-context --current --namespace=\"$NS\"");
        await shell.RequireAsync("""
            kubectl config view --raw --minify -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d > "$CA"
            """);

        // Pods need the namespace's service account; kubectl create itself does not wait for it.
        await shell.RequireAsync("kubectl wait --for=create serviceaccount/default --timeout=60s");
        return shell;
    }

    /// <summary>Runs a command as a user would type it; standard error is shown with standard output.</summary>
    public Task<ShellResult> RunAsync(string command, TimeSpan limit) => Shell.RunAsync(command, Folder, _environment, limit);

    /// <summary>
    /// What users of a Functions app with a gateway have as an alias: streams of no fixed length go through the gateway's context, everything else through the app.
    /// </summary>
    private async Task UseGatewayAsync(string context)
    {
        await RequireAsync($"kubectl config set-context {context} --namespace=\"$NS\"");
        var real = (await Shell.RunAsync("command -v kubectl", Folder, _environment, TimeSpan.FromSeconds(10))).Output.Trim();
        foreach (var (name, program) in new[] { ("kubectl", real), ("kubectl-old", _environment["KUBECTL_OLD"]) })
        {
            var file = Path.Combine(Folder, ".bin", name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, $"""
                #!/bin/sh
                case " $* " in
                    " exec "* | " attach "* | " port-forward "* | " cp "* | " proxy "* | " logs "*" -f "* | " get "*" -w "* | " run "*" --stdin "* | " run "*" -i "*)
                        exec "{program}" --context={context} "$@" ;;
                    *) exec "{program}" "$@" ;;
                esac

                """);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _environment["PATH"] = $"{Path.Combine(Folder, ".bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        _environment["KUBECTL_OLD"] = Path.Combine(Folder, ".bin", "kubectl-old");
    }

    /// <summary>Removes the namespace and the folder; with <paramref name="wait"/> the namespace is gone on return.</summary>
    public async Task CleanUpAsync(bool wait)
    {
        await RequireAsync($"kubectl delete namespace \"$NS\" --wait={(wait ? "true" : "false")} --ignore-not-found");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task RequireAsync(string command)
    {
        var result = await RunAsync(command, TimeSpan.FromMinutes(2));
        for (var attempt = 1; attempt < _attempts && result.ExitCode != 0; attempt++)
            result = await RunAsync(command, TimeSpan.FromMinutes(2));
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"preparing the case failed with exit code {result.ExitCode}: {command}\n{result.Output}");
    }
}
