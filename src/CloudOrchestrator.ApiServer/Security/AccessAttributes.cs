namespace CloudOrchestrator.ApiServer.Security;

/// <summary>What somebody wants to do.</summary>
/// <param name="Verb">Verb, such as <c>get</c>; in lower case the HTTP method for <paramref name="Path"/>.</param>
/// <param name="Group">API group.</param>
/// <param name="Resource">Plural; empty for a path.</param>
/// <param name="Subresource">Subresource; empty for none.</param>
/// <param name="Namespace">Namespace; empty for all or none.</param>
/// <param name="Name">Object; empty for all.</param>
/// <param name="Path">A path that is no resource; empty for resources.</param>
public sealed record AccessAttributes(string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string Path = "");
