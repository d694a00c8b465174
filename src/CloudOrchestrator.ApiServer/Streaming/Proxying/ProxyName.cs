namespace CloudOrchestrator.ApiServer.Streaming.Proxying;

/// <summary>The name in a proxy URL: <c>name</c>, <c>name:port</c>, <c>scheme:name:port</c> or <c>scheme:name:</c>.</summary>
internal readonly record struct ProxyName(string Scheme, string Name, string Port)
{
    /// <summary>Splits the name; the scheme is http when not given, the port empty.</summary>
    public static ProxyName Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length switch
        {
            1 => new("http", parts[0], ""),
            2 => new("http", parts[0], parts[1]),
            _ => new(parts[0].Length == 0 ? "http" : parts[0], parts[1], parts[2]),
        };
    }
}
