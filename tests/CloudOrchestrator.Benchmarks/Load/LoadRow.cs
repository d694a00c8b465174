namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>A kind of work that is measured.</summary>
/// <param name="Name">What <c>--rows</c> calls it.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Begin">Makes what the row needs on a server, opens its connections.</param>
internal sealed record LoadRow(string Name, string Title, Func<LoadTarget, LoadSettings, IRowRun> Begin);
