namespace CloudOrchestrator.Benchmarks.Plots;

/// <summary>A colour.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue);
