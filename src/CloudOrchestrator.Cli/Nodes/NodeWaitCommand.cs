using System.CommandLine;
using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Api;
using CloudOrchestrator.Cli.Showing;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary><c>node wait</c>.</summary>
internal static class NodeWaitCommand
{
    public static Command Build(TimeProvider time)
    {
        var kubeconfig = KubeconfigOption.Build();
        var count = new Option<int>("--count") { Description = "How many nodes must be ready", DefaultValueFactory = _ => 1 };
        var timeout = new Option<double>("--timeout") { Description = "Seconds to wait", DefaultValueFactory = _ => 60, HelpName = "seconds" };
        var command = new Command("wait", "Waits until so many nodes are ready, showing how far they are.") { kubeconfig, count, timeout };
        return command.Do(async (parsed, cancellationToken) =>
        {
            using var connection = ApiConnection.Open(parsed.GetValue(kubeconfig)!);
            var wanted = parsed.GetValue(count);
            await Progress.ShowAsync(
                $"nodes ready, of {wanted}",
                async stop =>
                {
                    var nodes = (await connection.GetAsync("/api/v1/nodes", stop))["items"]!.AsArray();
                    var lines = nodes.Select(node => ProgressLine.OfNode(node!.AsObject())).ToList();
                    return new ProgressState(lines, lines.Count(line => line.Done), wanted);
                },
                TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                time,
                cancellationToken);
        });
    }
}
