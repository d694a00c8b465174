using System.CommandLine;

namespace CloudOrchestrator.Cli.Api;

/// <summary>The option that says which cluster.</summary>
internal static class KubeconfigOption
{
    public static Option<string> Build() => new("--kubeconfig")
    {
        Description = "The cluster and who you are there. Else $KUBECONFIG, the local cluster's, or ~/.kube/config",
        DefaultValueFactory = _ => Kubeconfig.DefaultPath(),
        HelpName = "file",
    };
}
