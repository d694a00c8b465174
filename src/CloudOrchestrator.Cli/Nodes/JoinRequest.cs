using System.Security.Cryptography.X509Certificates;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary>What a machine must know to become a node.</summary>
internal sealed record JoinRequest(
    Uri Server, BootstrapToken Token, X509Certificate2 Authority, string Name, string Address, string Docker, string Program);
