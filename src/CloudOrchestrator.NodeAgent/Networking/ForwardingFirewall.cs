namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>
/// Lets pods' packets through a host firewall that drops what it does not know: a Docker Engine with iptables sets the FORWARD policy to DROP. Our own
/// table cannot overrule that, because a packet must be accepted by every table.
/// </summary>
internal sealed class ForwardingFirewall(string clusterCidr)
{
    private static readonly Command Iptables = new("iptables", "--wait", "5");

    /// <summary>Adds the rules that are missing; does nothing where there is no iptables or its policy is to accept.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        CommandResult chain;
        try
        {
            chain = await Iptables.TryRunAsync("", ["-S", "FORWARD"], cancellationToken);
        }
        catch (CommandException)
        {
            // Without iptables nobody can have set its policy.
            return;
        }

        if (chain.ExitCode != 0 || !chain.Output.Contains("-P FORWARD DROP", StringComparison.Ordinal))
            return;
        foreach (var direction in new[] { "-s", "-d" })
        {
            string[] rule = ["FORWARD", direction, clusterCidr, "-m", "comment", "--comment", "cloudorchestrator pods", "-j", "ACCEPT"];
            var present = await Iptables.TryRunAsync("", ["-C", .. rule], cancellationToken);
            if (present.ExitCode != 0)
                await Iptables.RunAsync("", ["-I", .. rule], cancellationToken);
        }
    }
}
