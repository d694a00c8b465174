namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary>What a front end that ends responses early and passes no upgrades does to the streaming subresources.</summary>
/// <param name="Gateway">Where they are served in full; null when nothing serves them.</param>
/// <param name="Longest">Time after which a log or a proxied answer is cut off.</param>
public sealed record StreamingLimits(Uri? Gateway, TimeSpan Longest);
