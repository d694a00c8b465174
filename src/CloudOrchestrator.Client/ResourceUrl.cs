using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Client;

/// <summary>Builds the URLs of the API, relative to the server's root.</summary>
internal static class ResourceUrl
{
    public static string Collection(ResourceInfo resource, string? @namespace) => resource.Namespaced && !string.IsNullOrEmpty(@namespace)
        ? $"{resource.Resource.PathPrefix}/namespaces/{Uri.EscapeDataString(@namespace)}/{resource.Resource.Plural}"
        : $"{resource.Resource.PathPrefix}/{resource.Resource.Plural}";

    public static string Item(ResourceInfo resource, string @namespace, string name, string? subresource = null)
    {
        if (name.Length == 0)
            throw new ArgumentException("an object is addressed by its name", nameof(name));
        if (resource.Namespaced && @namespace.Length == 0)
            throw new ArgumentException($"{resource.Resource.Plural} live in namespaces", nameof(@namespace));
        var url = $"{Collection(resource, @namespace)}/{Uri.EscapeDataString(name)}";
        return string.IsNullOrEmpty(subresource) ? url : $"{url}/{subresource}";
    }

    public static string List(ResourceInfo resource, string? @namespace, ListQuery query, bool watch)
    {
        var url = new StringBuilder(Collection(resource, @namespace));
        var separator = '?';
        void Add(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            url.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        Add("watch", watch ? "true" : null);
        Add("labelSelector", query.LabelSelector);
        Add("fieldSelector", query.FieldSelector);
        Add("resourceVersion", query.ResourceVersion);
        Add("allowWatchBookmarks", watch && (query.AllowWatchBookmarks || query.UntilCaughtUp) ? "true" : null);
        Add("timeoutSeconds", query.Timeout is { } timeout ? Math.Max(1, (long)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null);
        return url.ToString();
    }
}
