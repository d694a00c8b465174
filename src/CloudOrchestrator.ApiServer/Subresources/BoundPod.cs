using System.Text;
using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>A pod that gets its node without being taken apart: what is added is written into its bytes, and the decoded pod shares everything else.</summary>
internal static class BoundPod
{
    private const string Scheduled = "PodScheduled";

    /// <summary>The pod with the node and the condition that it is scheduled; null when more has to be changed than added.</summary>
    public static Mutation.Put? Of(StoredObject current, string node, DateTimeOffset time)
    {
        var now = Timestamps.WholeSeconds(time);
        var pod = current.As<Pod>();
        if (pod is not { Spec: { NodeName: null, SchedulingGates: null or { Count: 0 } } spec, Status: { } status }
            || node.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-.") >= 0
            || status.Conditions?.Any(static condition => condition.Type == Scheduled) == true
            || Splice(current.Utf8.Span, node, now) is not { } encoded)
            return null;
        var condition = new PodCondition { Type = Scheduled, Status = "True", LastTransitionTime = now };
        return Mutation.Put.Ready(encoded, revision => pod with
        {
            Metadata = pod.Metadata with { ResourceVersion = revision },
            Spec = spec with { NodeName = node },
            Status = status with { Conditions = [.. status.Conditions ?? [], condition] },
        });
    }

    private static byte[]? Splice(ReadOnlySpan<byte> utf8, string node, DateTimeOffset now)
    {
        int specEnd = 0, statusEnd = 0, conditionsEnd = 0;
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("spec"u8))
            {
                if (Find(ref reader, "nodeName"u8, out specEnd) is not 0)
                    return null;
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                if ((conditionsEnd = Find(ref reader, "conditions"u8, out statusEnd)) < 0)
                    return null;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (specEnd == 0 || statusEnd == 0)
            return null;
        var condition = $$"""{"type":"{{Scheduled}}","status":"True","lastProbeTime":null,"lastTransitionTime":"{{Timestamps.Format(now)}}"}""";
        var name = Comma(utf8, specEnd) + $"\"nodeName\":\"{node}\"";
        return conditionsEnd > 0
            ? Insert(utf8, (specEnd, name), (conditionsEnd, Comma(utf8, conditionsEnd) + condition))
            : Insert(utf8, (specEnd, name), (statusEnd, Comma(utf8, statusEnd) + $"\"conditions\":[{condition}]"));
    }

    // Where the array in a field of the object at hand ends: 0 when there is no such field, -1 when it is no array. And where the object ends.
    private static int Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> field, out int end)
    {
        var found = 0;
        end = 0;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(field);
            reader.Read();
            var isArray = reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
            if (isIt)
                found = isArray ? (int)reader.TokenStartIndex : -1;
        }

        end = (int)reader.TokenStartIndex;
        return found;
    }

    private static string Comma(ReadOnlySpan<byte> utf8, int end) => utf8[end - 1] is (byte)'{' or (byte)'[' ? "" : ",";

    private static byte[] Insert(ReadOnlySpan<byte> utf8, (int At, string Text) one, (int At, string Text) other)
    {
        var (first, second) = one.At < other.At ? (one, other) : (other, one);
        var result = new byte[utf8.Length + first.Text.Length + second.Text.Length];
        utf8[..first.At].CopyTo(result);
        var at = first.At + Encoding.ASCII.GetBytes(first.Text, result.AsSpan(first.At));
        utf8[first.At..second.At].CopyTo(result.AsSpan(at));
        at += second.At - first.At;
        at += Encoding.ASCII.GetBytes(second.Text, result.AsSpan(at));
        utf8[second.At..].CopyTo(result.AsSpan(at));
        return result;
    }
}
