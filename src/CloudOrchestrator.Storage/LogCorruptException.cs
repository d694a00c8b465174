namespace CloudOrchestrator.Storage;

/// <summary>Stored data is damaged in a way that a crash cannot explain. Nothing has been repaired or dropped.</summary>
public sealed class LogCorruptException(string file, long offset, string problem) : IOException($"{file} is damaged at offset {offset}: {problem}")
{
    /// <summary>The damaged file.</summary>
    public string File { get; } = file;

    /// <summary>Where the damage begins.</summary>
    public long Offset { get; } = offset;
}
