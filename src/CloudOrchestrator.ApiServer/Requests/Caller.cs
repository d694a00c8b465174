namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>Who asks.</summary>
/// <param name="Name">User name.</param>
/// <param name="Uid">Stable id; empty when there is none.</param>
/// <param name="Groups">Groups, <c>system:authenticated</c> included.</param>
/// <param name="Extra">What else the authenticator knows.</param>
public sealed record Caller(string Name, string Uid, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, IReadOnlyList<string>> Extra)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoExtra = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Group of everyone who has been authenticated.</summary>
    public const string AuthenticatedGroup = "system:authenticated";

    /// <summary>Group that may do everything.</summary>
    public const string MastersGroup = "system:masters";

    /// <summary>Whoever has shown no credentials.</summary>
    public static Caller Anonymous { get; } = new("system:anonymous", "", ["system:unauthenticated"], NoExtra);

    /// <summary>True for anyone but <see cref="Anonymous"/>.</summary>
    public bool IsAuthenticated => Groups.Contains(AuthenticatedGroup);

    /// <summary>A part of the control plane itself, such as <c>system:kube-controller-manager</c>.</summary>
    public static Caller System(string name) => new(name, "", [MastersGroup, AuthenticatedGroup], NoExtra);

    /// <summary>An authenticated user.</summary>
    public static Caller User(string name, params IEnumerable<string> groups) => new(name, "", [.. groups, AuthenticatedGroup], NoExtra);
}
