using System.CommandLine;
using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Api;
using CloudOrchestrator.Cli.Showing;

namespace CloudOrchestrator.Cli.Manifests;

/// <summary><c>apply</c>.</summary>
internal static class ApplyCommand
{
    public static Command Build(TimeProvider time)
    {
        var file = new Argument<FileInfo>("file") { Description = "YAML or JSON, with one or several objects" };
        var kubeconfig = KubeconfigOption.Build();
        var wait = new Option<double>("--wait") { Description = "Seconds to wait for the file's Deployments; 0 not to wait", HelpName = "seconds" };
        var command = new Command("apply", "Applies a manifest and shows how its pods start, for machines without kubectl.") { file, kubeconfig, wait };
        return command.Do(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            if (!path.Exists)
                throw new CliException($"there is no file {path}");
            using var connection = ApiConnection.Open(parsed.GetValue(kubeconfig)!);
            var manifests = Manifest.Parse(await File.ReadAllTextAsync(path.FullName, cancellationToken));
            foreach (var manifest in manifests)
                await connection.ApplyAsync(await PathAsync(connection, manifest, cancellationToken), manifest.Yaml, cancellationToken);
            if (parsed.GetValue(wait) is > 0 and var seconds)
                await WaitAsync(connection, manifests, TimeSpan.FromSeconds(seconds), time, cancellationToken);
        });
    }

    /// <summary>Where an object lives, as discovery says.</summary>
    private static async Task<string> PathAsync(ApiConnection connection, Manifest manifest, CancellationToken cancellationToken)
    {
        var root = manifest.ApiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{manifest.ApiVersion}" : $"/api/{manifest.ApiVersion}";
        var resources = (await connection.GetAsync(root, cancellationToken))["resources"]!.AsArray();
        var resource = resources.FirstOrDefault(
                resource => (string?)resource?["kind"] == manifest.Kind && !((string)resource["name"]!).Contains('/', StringComparison.Ordinal))
            ?? throw new CliException($"the cluster knows no {manifest.Kind} in {manifest.ApiVersion}");
        var scope = (bool?)resource["namespaced"] == true ? $"/namespaces/{manifest.Namespace ?? "default"}" : "";
        return $"{root}{scope}/{(string)resource["name"]!}/{manifest.Name}";
    }

    private static async Task WaitAsync(
        ApiConnection connection, IReadOnlyList<Manifest> manifests, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var deployments = manifests.Where(manifest => manifest is { ApiVersion: "apps/v1", Kind: "Deployment" }).ToList();
        foreach (var deployment in deployments)
        {
            var scope = $"namespaces/{deployment.Namespace ?? "default"}";
            await Progress.ShowAsync(
                $"pods of {deployment.Name} available",
                async stop =>
                {
                    var value = await connection.GetAsync($"/apis/apps/v1/{scope}/deployments/{deployment.Name}", stop);
                    var labels = value["spec"]!["selector"]!["matchLabels"]!.AsObject();
                    var selector = string.Join(',', labels.Select(label => $"{label.Key}={(string?)label.Value}"));
                    var pods = await connection.GetAsync($"/api/v1/{scope}/pods?labelSelector={Uri.EscapeDataString(selector)}", stop);
                    var lines = pods["items"]!.AsArray().Select(pod => ProgressLine.OfPod(pod!.AsObject()));
                    return new ProgressState([.. lines], Available(value), (int)value["spec"]!["replicas"]!);
                },
                patience,
                time,
                cancellationToken);
        }
    }

    /// <summary>Up-to-date pods that are available; none while the controller has not seen the latest version.</summary>
    private static int Available(JsonObject deployment)
    {
        var status = deployment["status"];
        if (((long?)status?["observedGeneration"] ?? 0) < ((long?)deployment["metadata"]!["generation"] ?? 0))
            return 0;
        return Math.Min((int?)status?["updatedReplicas"] ?? 0, (int?)status?["availableReplicas"] ?? 0);
    }
}
