namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>What <c>host.json</c> says.</summary>
internal sealed record HostConfiguration
{
    /// <summary>The process to start.</summary>
    public required HandlerDescription Handler { get; init; }

    /// <summary>True when HTTP requests are streamed to the handler as they are.</summary>
    public bool Proxies { get; init; }

    /// <summary>A fixed port for the handler; null: any free one.</summary>
    public int? Port { get; init; }

    /// <summary>How long a new process may take to answer.</summary>
    public TimeSpan InitializationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What comes before every route, without slashes at the ends.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>How long one invocation may take; infinite: no limit.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether triggers other than HTTP and timers are installed.</summary>
    public bool HasExtensionBundle { get; init; }

    /// <summary>The only functions to load; null: all.</summary>
    public IReadOnlyList<string>? Functions { get; init; }

    /// <summary>Routes declared in <c>customHandler.http</c> instead of <c>function.json</c> files.</summary>
    public IReadOnlyList<HttpTrigger> Routes { get; init; } = [];

    /// <summary>Service Bus triggers.</summary>
    public ServiceBusConfiguration ServiceBus { get; init; } = new();
}
