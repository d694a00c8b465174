using System.CommandLine;
using System.Security.Cryptography.X509Certificates;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary><c>node join</c>.</summary>
internal static class JoinCommand
{
    public static Command Build()
    {
        var server = new Argument<string>("url") { Description = "The API server, such as https://10.0.0.4:6443" };
        var token = new Option<string>("--token") { Description = "From `cloudorchestrator node token create`", Required = true };
        var hash = new Option<string?>("--ca-hash") { Description = "The cluster's CA, by the hash that `token create` prints", HelpName = "sha256:…" };
        var authority = new Option<FileInfo?>("--ca") { Description = "The cluster's CA, as a file; instead of --ca-hash", HelpName = "file" };
        var name = new Option<string>("--name") { Description = "The node's name", DefaultValueFactory = _ => Environment.MachineName.ToLowerInvariant() };
        var address = new Option<string?>("--address") { Description = "The node's address; else the one the machine uses towards the API server" };
        var docker = new Option<string>("--docker") { Description = "The Docker Engine's socket", DefaultValueFactory = _ => "unix:///var/run/docker.sock" };
        var program = new Option<FileInfo?>("--program") { Description = "CloudOrchestrator.NodeHost; else looked for beside this program", HelpName = "file" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be done" };
        var command = new Command(
            "join",
            """
            Makes this machine a node of a cluster. Run it as root.

            It installs what is missing (Docker Engine, nftables, iproute2; Debian and its kin), writes the node's settings, and starts the node program:
            as a systemd unit where systemd runs, else in the foreground.
            """)
        {
            server, token, hash, authority, name, address, docker, program, dryRun,
        };
        return command.Do(async (parsed, cancellationToken) =>
        {
            if (!Uri.TryCreate(parsed.GetValue(server), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
                throw new CliException($"\"{parsed.GetValue(server)}\" is no https URL");
            var request = new JoinRequest(
                url,
                BootstrapToken.Parse(parsed.GetValue(token)!),
                await AuthorityAsync(url, parsed.GetValue(hash), parsed.GetValue(authority), cancellationToken),
                parsed.GetValue(name)!,
                parsed.GetValue(address) ?? await Machine.AddressTowardsAsync(url, cancellationToken),
                parsed.GetValue(docker)!,
                parsed.GetValue(program)?.FullName ?? Machine.FindProgram()
                    ?? throw new CliException("CloudOrchestrator.NodeHost is not beside this program: name it with --program"));
            await RunAsync(JoinPlan.Of(request, Machine.Look()), parsed.GetValue(dryRun), cancellationToken);
        });
    }

    private static async Task<X509Certificate2> AuthorityAsync(Uri server, string? hash, FileInfo? file, CancellationToken cancellationToken) =>
        (hash, file) switch
    {
        (null, null) => throw new CliException("whom to trust? Give --ca-hash, as `cloudorchestrator node token create` prints it, or --ca"),
        (_, { } named) when !named.Exists => throw new CliException($"there is no file {named}"),
        (_, { } named) => X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(named.FullName, cancellationToken)),
        ({ } known, _) => await AuthorityHash.DiscoverAsync(server, known, cancellationToken),
    };

    private static async Task RunAsync(JoinPlan plan, bool dryRun, CancellationToken cancellationToken)
    {
        if (plan.Obstacles.Count > 0 && !dryRun)
            throw new CliException(string.Join("\n       ", plan.Obstacles));
        foreach (var obstacle in plan.Obstacles)
            Console.WriteLine($"needs   {obstacle}");
        foreach (var step in plan.Steps)
        {
            Console.WriteLine(step.Describe());
            if (!dryRun)
                await step.RunAsync(cancellationToken);
        }
    }
}
