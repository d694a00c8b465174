using CloudOrchestrator.Bicep.Tests.Types;

namespace CloudOrchestrator.Bicep.Tests.Checking;

/// <summary>The functions of the language that are used, with how many arguments they take and what they give.</summary>
internal static class Functions
{
    private static readonly TypeNode Map = new(Shape.Map);
    private static readonly TypeNode List = new(Shape.Array) { Item = TypeNode.Any };

    private static readonly Dictionary<string, (int Min, int Max, TypeNode Result)> Table = new(StringComparer.Ordinal)
    {
        ["base64"] = (1, 1, TypeNode.Text),
        ["cidrHost"] = (2, 2, TypeNode.Text),
        ["cidrSubnet"] = (3, 3, TypeNode.Text),
        ["contains"] = (2, 2, TypeNode.Truth),
        ["deployment"] = (0, 0, Map),
        ["empty"] = (1, 1, TypeNode.Truth),
        ["environment"] = (0, 0, Map),
        ["filter"] = (2, 2, List),
        ["guid"] = (1, 9, TypeNode.Text),
        ["items"] = (1, 1, List),
        ["join"] = (2, 2, TypeNode.Text),
        ["length"] = (1, 1, TypeNode.Number),
        ["loadJsonContent"] = (1, 1, TypeNode.Any),
        ["loadTextContent"] = (1, 1, TypeNode.Text),
        ["map"] = (2, 2, List),
        ["replace"] = (3, 3, TypeNode.Text),
        ["resourceGroup"] = (0, 0, Map),
        ["resourceId"] = (2, 9, TypeNode.Text),
        ["string"] = (1, 1, TypeNode.Text),
        ["subscription"] = (0, 0, Map),
        ["subscriptionResourceId"] = (2, 9, TypeNode.Text),
        ["take"] = (2, 2, TypeNode.Text),
        ["tenant"] = (0, 0, Map),
        ["toLower"] = (1, 1, TypeNode.Text),
        ["union"] = (2, 9, TypeNode.Any),
        ["uniqueString"] = (1, 9, TypeNode.Text),
    };

    private static readonly Dictionary<string, string[]> Contexts = new(StringComparer.Ordinal)
    {
        ["deployment"] = ["name"],
        ["environment"] = ["resourceManager", "authentication", "suffixes"],
        ["resourceGroup"] = ["id", "name", "location", "tags"],
        ["subscription"] = ["id", "subscriptionId", "tenantId"],
        ["tenant"] = ["tenantId"],
    };

    public static (int Min, int Max, TypeNode Result)? Find(string name) => Table.TryGetValue(name, out var found) ? found : null;

    /// <summary>Whether <c>function().property</c> exists.</summary>
    public static bool HasProperty(string function, string property) => !Contexts.TryGetValue(function, out var properties) || properties.Contains(property);
}
