namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>An image to pull, or to import when <see cref="FromSrc"/> is <c>-</c>.</summary>
public sealed record ImagesCreateParameters
{
    public string? FromImage { get; init; }

    public string? FromSrc { get; init; }

    public string? Repo { get; init; }

    public string? Tag { get; init; }

    public IList<string>? Changes { get; init; }
}
