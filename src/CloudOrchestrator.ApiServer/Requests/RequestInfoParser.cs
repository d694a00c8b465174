namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>Reads <c>/api/v1/namespaces/{ns}/{resource}/{name}/{subresource}</c> and its variants.</summary>
internal static class RequestInfoParser
{
    private const int PartsMax = 9;

    /// <summary>Never fails: what is no resource path is a non-resource request.</summary>
    public static RequestInfo Parse(string path)
    {
        // One more part than any resource path has: the last one keeps the rest of the path, for proxies.
        var parts = path.Split('/', PartsMax + 1, StringSplitOptions.None).AsSpan(1);
        if (parts.Length > 2 && parts[0] == "api" && parts[2].Length > 0)
            return ParseResource(path, new("", parts[1], ""), parts[2..]);
        if (parts.Length > 3 && parts[0] == "apis" && parts[3].Length > 0)
            return ParseResource(path, new(parts[1], parts[2], ""), parts[3..]);
        return new RequestInfo { IsResource = false, Path = path };
    }

    private static RequestInfo ParseResource(string path, ResourceName groupVersion, ReadOnlySpan<string> parts)
    {
        var legacyWatch = parts is ["watch", { Length: > 0 }, ..];
        if (legacyWatch)
            parts = parts[1..];
        var @namespace = "";
        if (parts is ["namespaces", { Length: > 0 }, { Length: > 0 }, ..] && parts[2] is not ("status" or "finalize"))
        {
            @namespace = parts[1];
            parts = parts[2..];
        }

        return new RequestInfo
        {
            IsResource = true,
            Path = path,
            Resource = groupVersion with { Plural = parts[0] },
            Namespace = @namespace,
            Name = parts.Length > 1 ? parts[1] : "",
            Subresource = parts.Length > 2 ? parts[2] : "",
            Remainder = parts.Length > 3 ? "/" + string.Join('/', parts[3..]!) : "",
            LegacyWatch = legacyWatch,
        };
    }
}
