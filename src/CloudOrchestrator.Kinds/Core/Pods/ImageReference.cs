namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Reads references to container images.</summary>
internal static class ImageReference
{
    /// <summary>The pull policy of an image that names none: what is called latest may have moved.</summary>
    public static string PullPolicyFor(string image) => TagOf(image) == "latest" ? "Always" : "IfNotPresent";

    /// <summary>The tag; <c>latest</c> when neither tag nor digest is given, empty when there is only a digest.</summary>
    public static string TagOf(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        var name = digest < 0 ? image : image[..digest];
        var colon = name.LastIndexOf(':');
        // A colon before the last slash separates the registry's port.
        if (colon > name.LastIndexOf('/'))
            return name[(colon + 1)..];
        return digest < 0 ? "latest" : "";
    }
}
