using System.CommandLine;
using CloudOrchestrator.Cli.Api;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary><c>node token create</c>.</summary>
internal static class TokenCreateCommand
{
    public static Command Build(TimeProvider time)
    {
        var kubeconfig = KubeconfigOption.Build();
        var hours = new Option<double>("--ttl") { Description = "Hours it is valid; 0 for ever", DefaultValueFactory = _ => 24, HelpName = "hours" };
        var description = new Option<string?>("--description") { Description = "What the token is for" };
        var tokenOnly = new Option<bool>("--token-only") { Description = "Print the token and nothing else" };
        var command = new Command(
            "create",
            """
            Creates a token and prints the command that joins a machine with it.

            Run that command as root on a machine with Docker that reaches this API server.
            """)
        {
            kubeconfig, hours, description, tokenOnly,
        };
        return command.Do(async (parsed, cancellationToken) =>
        {
            var configuration = Kubeconfig.Load(parsed.GetValue(kubeconfig)!);
            using var connection = new ApiConnection(configuration);
            var token = BootstrapToken.Create();
            var lifetime = TimeSpan.FromHours(parsed.GetValue(hours));
            var expiry = lifetime > TimeSpan.Zero ? time.GetUtcNow() + lifetime : (DateTimeOffset?)null;
            await connection.PostAsync("/api/v1/namespaces/kube-system/secrets", token.ToSecret(expiry, parsed.GetValue(description)), cancellationToken);
            if (parsed.GetValue(tokenOnly))
            {
                Console.WriteLine(token);
                return;
            }

            Console.WriteLine(expiry is { } at ? $"Until {at:u}, a machine joins with:" : "A machine joins with:");
            Console.WriteLine();

            // The CA of the cluster, which need not be the one that vouches for the server's own certificate.
            var information = await connection.GetAsync("/api/v1/namespaces/kube-public/configmaps/cluster-info", cancellationToken);
            using var authority = Kubeconfig.AuthorityOf((string?)information["data"]?["kubeconfig"] ?? "");
            var server = configuration.Server.GetLeftPart(UriPartial.Authority);
            Console.WriteLine($"  cloudorchestrator node join {server} --token {token} --ca-hash {AuthorityHash.Of(authority)}");
        });
    }
}
