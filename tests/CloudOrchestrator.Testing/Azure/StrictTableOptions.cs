namespace CloudOrchestrator.Testing.Azure;

/// <summary>How a <see cref="StrictTableService"/> behaves.</summary>
public sealed record StrictTableOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>The service's clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Most entities of a page. Default 1,000, as the service has it.</summary>
    public int PageSizeMax { get; init; } = 1000;

    /// <summary>True when every query begins with an empty page that has a continuation, as happens at partition boundaries. Default false.</summary>
    public bool EmptyPages { get; init; }

    /// <summary>How many of the last requests <see cref="StrictTableService.Seen"/> holds, with their bodies. Default 200,000.</summary>
    public int SeenMax { get; init; } = 200_000;

    /// <summary>Says which bearer tokens are good. Default none.</summary>
    public Func<string, bool> KnowsToken { get; init; } = static _ => false;
}
