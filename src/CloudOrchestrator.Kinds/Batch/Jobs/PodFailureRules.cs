namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>What a failed pod means under a Job's failure policy.</summary>
/// <param name="Action">The action of the rule that matched; null when none did.</param>
/// <param name="Message">Why the Job fails; only with <see cref="FailJob"/>.</param>
internal sealed record PodFailureRules(string? Action, string? Message = null)
{
    public const string Count = "Count";
    public const string FailIndex = "FailIndex";
    public const string FailJob = "FailJob";
    public const string Ignore = "Ignore";

    private static readonly PodFailureRules NoMatch = new((string?)null);

    /// <summary>True when the failure counts against the limits.</summary>
    public bool Counts => Action != Ignore;

    /// <summary>The first rule that matches.</summary>
    public static PodFailureRules Match(PodFailurePolicy? policy, Pod pod)
    {
        var rules = policy?.Rules ?? [];
        for (var i = 0; i < rules.Count; i++)
        {
            if (Reason(rules[i], pod) is { } reason)
                return new(rules[i].Action, rules[i].Action == FailJob ? $"{reason} matching {FailJob} rule at index {Cell.Digits(i)}" : null);
        }

        return NoMatch;
    }

    private static string? Reason(PodFailurePolicyRule rule, Pod pod)
    {
        if (rule.OnExitCodes is { } codes)
        {
            return (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? []).FirstOrDefault(status => Matches(status, codes)) is { } found
                ? $"Container {found.Name} for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} failed with exit code {Cell.Digits(found.State!.Terminated!.ExitCode)}"
                : null;
        }

        var patterns = rule.OnPodConditions ?? [];
        return (pod.Status?.Conditions ?? []).FirstOrDefault(condition => patterns.Any(pattern => pattern.Type == condition.Type && pattern.Status == condition.Status)) is { } met
            ? $"Pod {pod.Metadata.Namespace}/{pod.Metadata.Name} has condition {met.Type}"
            : null;
    }

    private static bool Matches(ContainerStatus status, PodFailurePolicyOnExitCodesRequirement codes) =>
        status.State?.Terminated is { ExitCode: not 0 and var code }
        && (codes.ContainerName is null || codes.ContainerName == status.Name)
        && codes.Operator switch
        {
            "In" => codes.Values?.Contains(code) == true,
            "NotIn" => codes.Values?.Contains(code) != true,
            _ => false,
        };
}
