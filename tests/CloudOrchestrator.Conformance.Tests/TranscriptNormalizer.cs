using System.Text.RegularExpressions;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>Replaces what differs from run to run (times, addresses, generated names) by names for it, so that what must not differ can be compared.</summary>
internal static partial class TranscriptNormalizer
{
    public static string Normalize(string text, IReadOnlyDictionary<string, string> known)
    {
        foreach (var (value, name) in known.OrderByDescending(pair => pair.Key.Length))
            text = text.Replace(value, name, StringComparison.Ordinal);
        text = text.Replace("\r", "", StringComparison.Ordinal);
        text = Uid().Replace(text, "<uid>");
        text = Time().Replace(text, "<time>");
        text = HttpDate().Replace(text, "<time>");
        text = DescribeTime().Replace(text, "<time>");
        text = TokenVolume().Replace(text, "kube-api-access-<id>");
        text = ContainerId().Replace(text, "$1<digest>");
        text = HashedPod().Replace(text, "$1-<hash>-<id>");
        text = HashedSet().Replace(text, "$1-<hash>");
        text = HashLabel().Replace(text, "pod-template-hash=<hash>");
        text = HashField().Replace(text, "pod-template-hash: <hash>");
        text = EventName().Replace(text, ".<event>");
        text = PodAddress().Replace(text, "<pod-ip>");
        text = ClusterAddress().Replace(text, "<cluster-ip>");
        text = NodePort().Replace(text, "$1<node-port>");
        text = ResourceVersion().Replace(text, "$1<revision>");
        text = Duration().Replace(text, "<age>");
        text = Spaces().Replace(text, "  ");
        return TrailingSpaces().Replace(text, "").TrimEnd() + "\n";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Time();

    [GeneratedRegex(@"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})")]
    private static partial Regex HttpDate();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} \w+")]
    private static partial Regex DescribeTime();

    [GeneratedRegex("kube-api-access-[a-z0-9]{5}")]
    private static partial Regex TokenVolume();

    [GeneratedRegex("(docker://|sha256:)[0-9a-f]{64}")]
    private static partial Regex ContainerId();

    [GeneratedRegex("([a-z][a-z0-9-]*?)-[bcdf0-9]?[bcdfghjklmnpqrstvwxz2456789]{7,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\\b")]
    private static partial Regex HashedPod();

    [GeneratedRegex("\\b([a-z][a-z0-9]*)-[bcdfghjklmnpqrstvwxz2456789]{8,10}\\b")]
    private static partial Regex HashedSet();

    [GeneratedRegex("pod-template-hash=[a-z0-9]+")]
    private static partial Regex HashLabel();

    [GeneratedRegex("pod-template-hash\"?: \"?[a-z0-9]+\"?")]
    private static partial Regex HashField();

    [GeneratedRegex(@"\.[0-9a-f]{16}\b")]
    private static partial Regex EventName();

    [GeneratedRegex(@"\b10\.(24[4-9]|25[0-4])\.\d+\.\d+\b")]
    private static partial Regex PodAddress();

    [GeneratedRegex(@"\b10\.96\.(?!0\.1\b|0\.10\b)\d+\.\d+\b")]
    private static partial Regex ClusterAddress();

    [GeneratedRegex(@"(:|nodePort: |""nodePort"": |NodePort: +\S+ +)3[0-2]\d{3}\b")]
    private static partial Regex NodePort();

    [GeneratedRegex(@"(resourceVersion""?: ""?)\d+")]
    private static partial Regex ResourceVersion();

    [GeneratedRegex(@"\b(\d+d)?(\d+h)?(\d+m)?\d+(\.\d+)?m?s\b|\b\d+d(\d+h)?\b|\b\d+h(\d+m)?\b|\b\d+m(?= |$|\))", RegexOptions.Multiline)]
    private static partial Regex Duration();

    [GeneratedRegex(" {2,}|\t+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[ \t]+$", RegexOptions.Multiline)]
    private static partial Regex TrailingSpaces();
}
