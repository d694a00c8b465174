using YamlDotNet.RepresentationModel;

namespace CloudOrchestrator.Cli.Manifests;

/// <summary>One object of a manifest file, with what is needed to address it.</summary>
internal sealed record Manifest(string ApiVersion, string Kind, string? Namespace, string Name, string Yaml)
{
    /// <summary>Reads the objects of a YAML or JSON text.</summary>
    /// <exception cref="CliException">A document is no object.</exception>
    public static IReadOnlyList<Manifest> Parse(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlDotNet.Core.YamlException broken)
        {
            throw new CliException($"line {broken.Start.Line}: {broken.InnerException?.Message ?? broken.Message}");
        }

        return [.. stream.Documents.Select(document => Read(document.RootNode))];
    }

    private static Manifest Read(YamlNode node)
    {
        var metadata = (node as YamlMappingNode)?.Children.TryGetValue("metadata", out var found) == true ? found as YamlMappingNode : null;
        var (apiVersion, kind, name) = (Scalar(node, "apiVersion"), Scalar(node, "kind"), Scalar(metadata, "name"));
        if (apiVersion is null || kind is null || name is null)
            throw new CliException($"line {node.Start.Line}: an object needs apiVersion, kind and metadata.name");
        using var writer = new StringWriter();
        new YamlStream(new YamlDocument(node)).Save(writer, assignAnchors: false);
        return new Manifest(apiVersion, kind, Scalar(metadata, "namespace"), name, writer.ToString());
    }

    private static string? Scalar(YamlNode? node, string name) =>
        (node as YamlMappingNode)?.Children.TryGetValue(name, out var value) == true ? (value as YamlScalarNode)?.Value : null;
}
