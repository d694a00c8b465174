using System.CommandLine;
using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Api;

namespace CloudOrchestrator.Cli.Showing;

/// <summary><c>show</c>.</summary>
internal static class ShowCommand
{
    public static Command Build()
    {
        var kubeconfig = KubeconfigOption.Build();
        var @namespace = new Option<string>("--namespace", "-n") { Description = "Whose pods and services", DefaultValueFactory = _ => "default" };
        var command = new Command("show", "Shows the nodes, and a namespace's pods and services, for machines without kubectl.") { kubeconfig, @namespace };
        return command.Do(async (parsed, cancellationToken) =>
        {
            using var connection = ApiConnection.Open(parsed.GetValue(kubeconfig)!);
            var scope = $"/api/v1/namespaces/{Uri.EscapeDataString(parsed.GetValue(@namespace)!)}";
            foreach (var (path, wide) in new[] { ("/api/v1/nodes", false), ($"{scope}/pods", true), ($"{scope}/services", false) })
            {
                var table = await connection.GetAsync(path, cancellationToken, ApiConnection.AsTable);
                Console.WriteLine(TextTable.Render(table, wide));
            }
        });
    }
}
