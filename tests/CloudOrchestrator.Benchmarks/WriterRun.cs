using System.Text.Json;

namespace CloudOrchestrator.Benchmarks;

/// <summary>What a writer process measured.</summary>
internal sealed record WriterRun(long Appends, long Conflicts, double[] Milliseconds)
{
    public static WriterRun Parse(string text) => JsonSerializer.Deserialize<WriterRun>(text) ?? throw new InvalidDataException("a writer printed nothing");

    public override string ToString() => JsonSerializer.Serialize(this);
}
