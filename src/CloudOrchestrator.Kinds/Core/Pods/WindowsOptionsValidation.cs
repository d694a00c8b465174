using System.Text.RegularExpressions;

namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks settings for Windows containers.</summary>
internal static partial class WindowsOptionsValidation
{
    private const int CredentialSpecKibibytesMax = 64;
    private const int DomainLengthMax = 256;
    private const int UserLengthMax = 104;

    /// <summary>Options of a pod or container.</summary>
    public static void Validate(WindowsSecurityContextOptions? options, string path, FaultList faults)
    {
        if (options is null)
            return;
        if (options.GmsaCredentialSpecName is { } name)
            faults.Invalid($"{path}.gmsaCredentialSpecName", name, NameFormats.DnsSubdomain(name));
        if (options.GmsaCredentialSpec is { } spec)
        {
            if (spec.Length == 0)
                faults.Invalid($"{path}.gmsaCredentialSpec", spec, "gmsaCredentialSpec cannot be an empty string");
            else if (spec.Length > CredentialSpecKibibytesMax * 1024)
                faults.Invalid($"{path}.gmsaCredentialSpec", spec, $"gmsaCredentialSpec size must be under {CredentialSpecKibibytesMax} KiB");
        }

        if (options.RunAsUserName is { } user)
            faults.Invalid($"{path}.runAsUserName", user, CheckUser(user));
    }

    /// <summary>A pod with one HostProcess container has only such containers, and the host's network.</summary>
    public static void ValidateHostProcess(PodSpec spec, string path, FaultList faults)
    {
        var pod = spec.SecurityContext?.WindowsOptions?.HostProcess;
        var all = ContainersWithPath(spec, path).ToList();
        var hostProcesses = 0;
        foreach (var (context, field) in all)
        {
            var own = context?.WindowsOptions?.HostProcess;
            if (pod is { } common && own is { } single && common != single)
            {
                faults.Invalid($"{field}.securityContext.windowsOptions.hostProcess", single,
                    $"pod hostProcess value must be identical if both are specified, was {(common ? "true" : "false")}");
            }

            hostProcesses += (own ?? pod) == true ? 1 : 0;
        }

        if (hostProcesses == 0)
            return;
        if (hostProcesses != all.Count)
            faults.Invalid(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        if (spec.HostNetwork != true)
            faults.Invalid($"{path}.hostNetwork", false, "hostNetwork must be true if pod contains any hostProcess containers");
    }

    /// <summary>The security settings of all containers, each with its path.</summary>
    public static IEnumerable<(SecurityContext? Context, string Path)> ContainersWithPath(PodSpec spec, string path) =>
        (spec.InitContainers ?? []).Select((container, i) => (container.SecurityContext, $"{path}.initContainers[{i}]"))
            .Concat((spec.Containers ?? []).Select((container, i) => (container.SecurityContext, $"{path}.containers[{i}]")))
            .Concat((spec.EphemeralContainers ?? []).Select((container, i) => (container.SecurityContext, $"{path}.ephemeralContainers[{i}]")));

    private static IEnumerable<string> CheckUser(string text)
    {
        if (text.Length == 0)
            return ["runAsUserName cannot be an empty string"];
        if (text.Any(char.IsControl))
            return ["runAsUserName cannot contain control characters"];
        var parts = text.Split('\\');
        return parts.Length > 2
            ? ["runAsUserName cannot contain more than one backslash"]
            : CheckParts(parts is [var domain, _] ? domain : null, parts[^1]);
    }

    private static IEnumerable<string> CheckParts(string? domain, string user)
    {
        if (domain is { Length: >= DomainLengthMax })
            yield return $"runAsUserName's Domain length must be under {DomainLengthMax} characters";
        if (domain is not null && !NetBiosPattern().IsMatch(domain) && !DomainPattern().IsMatch(domain))
            yield return "runAsUserName's Domain doesn't match the NetBios nor the DNS format";
        if (user.Length == 0)
            yield return "runAsUserName's User cannot be empty";
        else if (user.Length > UserLengthMax)
            yield return $"runAsUserName's User length must not be longer than {UserLengthMax} characters";
        if (user.Length > 0 && user.All(letter => letter is '.' or ' '))
            yield return "runAsUserName's User cannot contain only periods or spaces";
        if (user.AsSpan().ContainsAny("\"/\\:;|=,+*?<>@[]"))
            yield return "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]";
    }

    [GeneratedRegex("""\A[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}\z""", RegexOptions.CultureInvariant)]
    private static partial Regex NetBiosPattern();

    [GeneratedRegex(@"\A[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DomainPattern();
}
