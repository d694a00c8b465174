using System.CommandLine;
using CloudOrchestrator.Cli.Cloud;
using CloudOrchestrator.Cli.Local;
using CloudOrchestrator.Cli.Manifests;
using CloudOrchestrator.Cli.Nodes;
using CloudOrchestrator.Cli.Showing;

namespace CloudOrchestrator.Cli;

/// <summary>The commands: what kubectl has no verb for.</summary>
internal static class CommandLine
{
    public static RootCommand Build(TimeProvider time) => new(
        """
        CloudOrchestrator's own commands. For everything that Kubernetes knows, use kubectl.

        Begin with:
          cloudorchestrator up                     a cluster on this machine
          cloudorchestrator node token create      how another machine joins it
        """)
    {
        LocalCommands.Up(),
        LocalCommands.Down(),
        new Command("node", "Machines of the cluster.")
        {
            JoinCommand.Build(),
            new Command("token", "Tokens that machines join with.") { TokenCreateCommand.Build(time) },
            NodeWaitCommand.Build(time),
        },
        ApplyCommand.Build(time),
        ShowCommand.Build(),
        BillCommand.Build(),
        KubeconfigCommand.Build(time),
        new Command("queue", "The work queue of a cluster that runs as Azure Functions: work that was given up.")
        {
            QueueCommands.List(),
            QueueCommands.Redrive(),
        },
    };
}
