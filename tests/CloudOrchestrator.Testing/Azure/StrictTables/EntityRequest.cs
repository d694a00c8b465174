using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>A request for one entity or a table, alone or as part of a batch.</summary>
internal sealed partial record EntityRequest(string Method, string Table, (string Partition, string Row)? Key, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads a path below the account: <c>table</c>, <c>table()</c> or <c>table(PartitionKey='a',RowKey='b')</c>, percent-encoded.</summary>
    public static EntityRequest Read(string method, string path, IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var match = Address().Match(Uri.UnescapeDataString(path));
        if (!match.Success)
            throw TableRefusal.Bad("InvalidUri", $"The requested URI does not represent any resource on the server: {path}");
        (string, string)? key = match.Groups["p"].Success ? (Plain(match.Groups["p"]), Plain(match.Groups["r"])) : null;
        return new EntityRequest(method == "PATCH" ? "MERGE" : method, match.Groups["t"].Value, key, headers, body);
    }

    public EntityOperation Operation()
    {
        var ifMatch = Headers.IfMatch.Count > 0 ? Headers.IfMatch.ToString() : null;
        if (Method == "DELETE")
            return new(EntityVerb.Delete, DemandKey().Partition, DemandKey().Row, new Dictionary<string, object>(), ifMatch ?? throw TableRefusal.Bad("MissingRequiredHeader", "If-Match"));
        if (Headers.ContentType.Count == 0)
            throw TableRefusal.Bad("MissingRequiredHeader", "Content-Type");
        var (partition, row, properties) = EntityBody.Read(Body);
        switch (Method)
        {
            case "POST" when Key is null:
                if (partition is null || row is null)
                    throw TableRefusal.Bad("PropertiesNeedValue", "The values are not specified for all properties in the entity: PartitionKey and RowKey are needed.");
                return new(EntityVerb.Insert, partition, row, properties, null);
            case "PUT" or "MERGE":
                var key = DemandKey();
                if ((partition ?? key.Partition) != key.Partition || (row ?? key.Row) != key.Row)
                    throw TableRefusal.Bad("InvalidInput", "The keys in the body are not those of the address.");
                return new(Method == "PUT" ? EntityVerb.Replace : EntityVerb.Merge, key.Partition, key.Row, properties, ifMatch);
            default:
                throw new TableRefusal(405, "UnsupportedHttpVerb", $"The resource doesn't support specified Http Verb {Method}.");
        }
    }

    private (string Partition, string Row) DemandKey() => Key ?? throw TableRefusal.Bad("InvalidUri", "The request needs PartitionKey and RowKey in its address.");

    private static string Plain(Group group) => group.Value.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<t>[A-Za-z][A-Za-z0-9]{2,62})(\(\)|\(PartitionKey='(?<p>(?:[^']|'')*)',\s*RowKey='(?<r>(?:[^']|'')*)'\))?$", RegexOptions.Singleline)]
    private static partial Regex Address();
}
