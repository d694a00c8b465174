using System.Reflection;
using System.Text;
using System.Xml;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>
/// The texts of <c>kubectl explain</c>: the summaries of the C# types and properties that describe the kinds. The build embeds the documentation files of
/// the Kinds and Objects projects into this assembly, so they are there however the program is published.
/// </summary>
internal sealed class TypeDescriptions
{
    private static readonly string[] s_resources = ["CloudOrchestrator.Kinds.xml", "CloudOrchestrator.Objects.xml"];

    private readonly Dictionary<string, string> _summaries = new(StringComparer.Ordinal);

    private TypeDescriptions()
    {
    }

    /// <summary>Reads the embedded documentation files.</summary>
    public static TypeDescriptions ReadEmbedded()
    {
        var descriptions = new TypeDescriptions();
        foreach (var resource in s_resources)
        {
            using var stream = typeof(TypeDescriptions).Assembly.GetManifestResourceStream(resource)
                ?? throw new InvalidOperationException($"{resource} is not embedded in this assembly");
            descriptions.Read(stream);
        }
        return descriptions;
    }

    /// <summary>Reads one documentation file.</summary>
    public static TypeDescriptions Read(string xml)
    {
        var descriptions = new TypeDescriptions();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        descriptions.Read(stream);
        return descriptions;
    }

    /// <summary>The summary of a type; null when it has none.</summary>
    public string? Of(Type type) => _summaries.GetValueOrDefault("T:" + type.FullName);

    /// <summary>The summary of a property; null when it has none.</summary>
    public string? Of(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{property.DeclaringType?.FullName}.{property.Name}");

    private void Read(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { IgnoreComments = true, IgnoreWhitespace = false });
        while (reader.ReadToFollowing("member"))
        {
            var member = reader.GetAttribute("name") ?? "";
            if (!member.StartsWith("T:", StringComparison.Ordinal) && !member.StartsWith("P:", StringComparison.Ordinal))
                continue;
            using var content = reader.ReadSubtree();
            if (content.ReadToFollowing("summary") && ReadText(content) is { Length: > 0 } text)
                _summaries[member] = text;
        }
    }

    /// <summary>The text of an element on one line; references show the last part of what they name.</summary>
    private static string ReadText(XmlReader reader)
    {
        var text = new StringBuilder();
        using var element = reader.ReadSubtree();
        while (element.Read())
        {
            if (element.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                text.Append(element.Value);
            else if (element.NodeType == XmlNodeType.Element && Target(element) is { } target)
                text.Append(target[(target.LastIndexOfAny(['.', ':']) + 1)..]);
        }
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string? Target(XmlReader element) => element.GetAttribute("cref") ?? element.GetAttribute("name") ?? element.GetAttribute("langword");
}
