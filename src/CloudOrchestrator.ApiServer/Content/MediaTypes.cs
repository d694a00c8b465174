namespace CloudOrchestrator.ApiServer.Content;

/// <summary>Media types the server reads and writes.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = Objects.Protobuf.KubernetesProtobuf.MediaType;
    public const string ProtobufStream = "application/vnd.kubernetes.protobuf;stream=watch";
    public const string PlainText = "text/plain; charset=utf-8";

    /// <summary>The media type without its parameters, in lower case.</summary>
    public static string BareOf(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
            return "";
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        return (semicolon < 0 ? contentType : contentType[..semicolon]).Trim().ToLowerInvariant();
    }
}
