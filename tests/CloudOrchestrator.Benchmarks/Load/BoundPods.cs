using System.Diagnostics;
using System.Text.Json;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Counts, in a watch of pods, those that have a node.</summary>
internal static class BoundPods
{
    /// <summary>Waits for so many pods; how long each took since <paramref name="began"/>. Fewer than asked for when the time is over.</summary>
    public static LatencyLog Wait(LoadConnection watch, int count, long began, TimeSpan limit)
    {
        var latencies = new LatencyLog();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lines = new LineReader(watch);
        while (latencies.Count < count && Stopwatch.GetElapsedTime(began) < limit)
        {
            var line = lines.Next();
            if (line.IsEmpty)
                break;
            var arrived = Stopwatch.GetTimestamp();
            if (line.IndexOf("\"nodeName\""u8) >= 0 && Name(line) is { } name && seen.Add(name))
                latencies.Add(arrived - began);
        }

        return latencies;
    }

    /// <summary>The pod's name when the event shows it with a node, else null.</summary>
    private static string? Name(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        string? name = null;
        var bound = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.CurrentDepth == 1 && reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.ValueTextEquals("DELETED"u8))
                    return null;
            }
            else if (reader.CurrentDepth == 2 && !reader.ValueTextEquals("metadata"u8) && !reader.ValueTextEquals("spec"u8))
            {
                reader.Skip();
            }
            else if (reader.CurrentDepth == 3)
            {
                if (reader.ValueTextEquals("name"u8))
                {
                    reader.Read();
                    name = reader.GetString();
                }
                else if (reader.ValueTextEquals("nodeName"u8))
                {
                    reader.Read();
                    bound = reader.ValueSpan.Length > 0;
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return bound ? name : null;
    }
}
