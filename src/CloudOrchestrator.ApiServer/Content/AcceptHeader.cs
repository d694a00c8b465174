namespace CloudOrchestrator.ApiServer.Content;

/// <summary>Chooses a representation from an Accept header.</summary>
internal static class AcceptHeader
{
    private const string Message = "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf";

    /// <summary>The best representation; 406 when there is none. JSON is preferred over protobuf wherever both are accepted.</summary>
    public static ResultOf<Representation> Negotiate(string? accept)
    {
        if (string.IsNullOrEmpty(accept) || accept is MediaTypes.Json or "*/*")
            return Representation.Json;
        Representation? protobuf = null;
        foreach (var clause in Clauses(accept))
        {
            if (Match(clause) is not { } match)
                continue;
            if (match.MediaType != MediaTypes.Protobuf)
                return match;
            protobuf ??= match;
        }

        return protobuf is null ? ApiStatuses.NotAcceptable(Message) : protobuf;
    }

    private static IEnumerable<Dictionary<string, string>> Clauses(string accept) => accept
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(ParseClause)
        .OrderByDescending(clause => Quality(clause));

    private static double Quality(Dictionary<string, string> clause) =>
        clause.TryGetValue("q", out var text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var quality) ? quality : 1;

    private static Dictionary<string, string> ParseClause(string clause)
    {
        var parts = clause.Split(';', StringSplitOptions.TrimEntries);
        var parsed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [""] = parts[0].ToLowerInvariant() };
        foreach (var part in parts.AsSpan(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parsed[part[..equals]] = part[(equals + 1)..];
        }

        return parsed;
    }

    private static Representation? Match(Dictionary<string, string> clause)
    {
        var mediaType = clause[""] switch
        {
            "*/*" or "application/*" or MediaTypes.Json => MediaTypes.Json,
            MediaTypes.Yaml => MediaTypes.Yaml,
            MediaTypes.Protobuf => MediaTypes.Protobuf,
            _ => null,
        };
        if (mediaType is null)
            return null;
        if (!clause.TryGetValue("as", out var kind))
            return mediaType == MediaTypes.Json ? Representation.Json : new(mediaType, ObjectShape.Whole, "");
        var version = clause.GetValueOrDefault("v", "");
        return (clause.GetValueOrDefault("g", ""), kind, version) switch
        {
            ("meta.k8s.io", "Table", "v1" or "v1beta1") when mediaType != MediaTypes.Protobuf => new(mediaType, ObjectShape.Table, version),
            ("meta.k8s.io", "PartialObjectMetadata" or "PartialObjectMetadataList", "v1" or "v1beta1") when mediaType != MediaTypes.Protobuf =>
                new(mediaType, ObjectShape.PartialMetadata, version),
            ("apidiscovery.k8s.io", "APIGroupDiscoveryList", "v2" or "v2beta1") when mediaType != MediaTypes.Protobuf => new(mediaType, ObjectShape.Discovery, version),
            _ => null,
        };
    }
}
