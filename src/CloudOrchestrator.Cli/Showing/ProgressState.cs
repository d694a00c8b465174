namespace CloudOrchestrator.Cli.Showing;

/// <summary>How far all is.</summary>
/// <param name="Lines">One per thing.</param>
/// <param name="Reached">How many are done.</param>
/// <param name="Wanted">How many must be.</param>
internal sealed record ProgressState(IReadOnlyList<ProgressLine> Lines, int Reached, int Wanted);
