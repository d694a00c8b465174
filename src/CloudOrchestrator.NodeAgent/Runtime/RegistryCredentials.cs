namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What a registry asks for.</summary>
/// <param name="Server">The registry as the credentials name it.</param>
/// <param name="Username">User name.</param>
/// <param name="Password">Password.</param>
/// <param name="IdentityToken">A refresh token instead of name and password; empty for none.</param>
public sealed record RegistryCredentials(string Server, string Username, string Password, string IdentityToken = "");
