namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Who may call the REST endpoint, and how it answers.</summary>
public sealed record ServiceBusRestOptions
{
    /// <summary>Policies whose keys sign SAS tokens.</summary>
    public IReadOnlyList<SharedAccessPolicy> Policies { get; init; } = [SharedAccessPolicy.Development];

    /// <summary>Bearer tokens that are accepted with all claims, standing in for identities.</summary>
    public IReadOnlyList<string> BearerTokens { get; init; } = ["emulator"];

    /// <summary>Further host names a token may be made for, beside the one the request was sent to.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Longest wait of a receive; a longer timeout is cut to it.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Wait of a receive that names none.</summary>
    public TimeSpan DefaultWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Status of a throttled request. Which one the service uses over REST is not documented; clients have to take 429 and 503.</summary>
    public int ThrottledStatus { get; init; } = 429;
}
