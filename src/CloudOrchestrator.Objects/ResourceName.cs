namespace CloudOrchestrator.Objects;

/// <summary>Identity of a resource type as URLs name it: group, version and plural.</summary>
public readonly record struct ResourceName(string Group, string Version, string Plural)
{
    /// <summary>Group and version as objects carry them.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>pods</c> or <c>deployments.apps</c>, as messages name a resource.</summary>
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>URL prefix of the group and version: <c>/api/v1</c> or <c>/apis/apps/v1</c>.</summary>
    public string PathPrefix => Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";

    /// <inheritdoc/>
    public override string ToString() => Qualified;
}
