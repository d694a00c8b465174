namespace CloudOrchestrator.Kinds;

/// <summary>The names of a kind as discovery lists them.</summary>
/// <param name="Plural">Resource name in URLs.</param>
/// <param name="Singular">Singular name.</param>
/// <param name="ShortNames">Abbreviations kubectl accepts.</param>
/// <param name="Categories">Groups such as <c>all</c>.</param>
public sealed record KindNames(string Plural, string Singular, IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories);
