namespace CloudOrchestrator.NodeAgent.Images;

/// <summary>The parts of an image reference that matter to pulling.</summary>
/// <param name="Registry">Host and port of the registry; <c>docker.io</c> when the reference names none.</param>
/// <param name="Repository">Path in the registry.</param>
public sealed record ImageReference(string Registry, string Repository)
{
    /// <summary>Parses a reference; null when it is none.</summary>
    public static ImageReference? Parse(string text)
    {
        if (text.Length == 0 || text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            return null;
        var name = text.Split('@', 2)[0];
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var hasRegistry = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost";
        var path = hasRegistry ? name[(slash + 1)..] : name;
        var colon = path.LastIndexOf(':');
        var repository = colon > path.LastIndexOf('/') ? path[..colon] : path;
        if (!IsRepository(repository))
            return null;
        return hasRegistry
            ? new ImageReference(first, repository)
            : new ImageReference("docker.io", repository.Contains('/', StringComparison.Ordinal) ? repository : $"library/{repository}");
    }

    private static bool IsRepository(string path) => path.Split('/').All(part =>
        part.Length > 0 && part.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '_' or '-')
        && char.IsAsciiLetterOrDigit(part[0]) && char.IsAsciiLetterOrDigit(part[^1]));
}
