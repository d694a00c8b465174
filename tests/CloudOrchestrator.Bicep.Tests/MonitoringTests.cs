using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>The workbook and the alerts ask for what is measured: the names in <c>bicep/monitoring/README.md</c>.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string Folder = Path.Combine(Folders.Bicep, "monitoring");
    private static readonly string Names = File.ReadAllText(Path.Combine(Folder, "README.md"));

    /// <summary>Each metric with its attributes, as the table of the README has them.</summary>
    private static readonly Dictionary<string, string[]> Metrics = Row().Matches(Names)
        .ToDictionary(row => row.Groups[1].Value, row => Code().Matches(row.Groups[2].Value).Select(code => code.Groups[1].Value).ToArray(), StringComparer.Ordinal);

    public static TheoryData<string, string> Queries()
    {
        var data = new TheoryData<string, string>();
        foreach (var item in Items().Where(item => (int)item["type"]! == 3))
            data.Add((string)item["content"]!["title"]!, (string)item["content"]!["query"]!);
        foreach (var alert in JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "alerts.json")))!.AsArray())
            data.Add((string)alert!["name"]!, (string)alert["query"]!);
        return data;
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_UsesOnlyNamesOfTheList(string title, string query)
    {
        Assert.NotEmpty(title);
        Assert.Empty(Faults(query));
    }

    [Theory]
    [InlineData("customMetrics | where name == \"apiserver_requests\" | summarize sum(value)", "metric apiserver_requests")]
    [InlineData("customMetrics | where name == \"apiserver_request_total\" | summarize sum(value) by tostring(customDimensions.colour)", "attribute colour")]
    [InlineData("customMeters | where name == \"apiserver_request_total\"", "table customMeters")]
    [InlineData("customMetrics | where name == \"apiserver_request_total\" | summarize (sum(value)", "brackets")]
    [InlineData("customMetrics | where name == \"apiserver_request_total\" | summarise sum(value)", "operator summarise")]
    public void Faults_OfAMistakenQuery_NameIt(string query, string fault) => Assert.Contains(Faults(query), found => found.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void Metrics_OfTheList_AreShownOrWatched()
    {
        Assert.True(Metrics.Count > 10);
        var queries = string.Concat(Queries().Select(row => (string)row[1]));
        Assert.All(Metrics.Keys, name => Assert.Contains($"\"{name}\"", queries, StringComparison.Ordinal));
    }

    [Fact]
    public void Workbook_Items_CoverWhatOperatorsLookFor()
    {
        var headings = string.Concat(Items().Where(item => (int)item["type"]! == 1).Select(item => (string)item["content"]!["json"]!));
        foreach (var part in new[] { "Cluster health", "API latencies", "Work queue", "Scheduling", "Nodes", "Spend" })
            Assert.Contains($"## {part}", headings, StringComparison.Ordinal);
        var names = Items().Select(item => (string)item["name"]!).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Workbook_Deployed_NamesTheResourcesOfItsCluster()
    {
        var deployment = Deployment.Of();
        var data = (string)deployment.One("Microsoft.Insights/workbooks")["properties"]!["serializedData"]!;
        Assert.DoesNotContain("__", data, StringComparison.Ordinal);
        var workbook = JsonNode.Parse(data)!;
        Assert.EndsWith("/components/cloudorchestrator", (string)workbook["fallbackResourceIds"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_OfTheDeployment_CoverTheWaysToFail()
    {
        var deployment = Deployment.Of(("alertEmail", "a@example.org"));
        var metric = deployment.All("Microsoft.Insights/metricAlerts").Select(alert => alert["properties"]!["criteria"]!["allOf"]![0]!).ToArray();
        Assert.Equal(["ActiveMessages", "ActiveMessages", "DeadletteredMessages", "ThrottledRequests", "Transactions"], metric.Select(criterion => (string)criterion["metricName"]!).Order(StringComparer.Ordinal));
        Assert.Equal(["work", "work", "work-poison"], metric.SelectMany(criterion => criterion["dimensions"]?.AsArray() ?? [])
            .Where(dimension => (string)dimension!["name"]! == "EntityName").Select(dimension => (string)dimension!["values"]![0]!).Order(StringComparer.Ordinal));
        var queries = deployment.All("Microsoft.Insights/scheduledQueryRules").ToArray();
        Assert.Equal(["api-errors", "nodes-not-ready", "pods-pending"], queries.Select(rule => ((string)rule["name"]!)["cloudorchestrator-".Length..]).Order(StringComparer.Ordinal));
        Assert.All(queries, rule => Assert.EndsWith("/components/cloudorchestrator", (string)rule["properties"]!["scopes"]![0]!, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonNode> Items() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "workbook.json")))!["items"]!.AsArray().Select(item => item!);

    private static IEnumerable<string> Faults(string query)
    {
        var texts = Quoted().Replace(query, "");
        if (new[] { "()", "{}", "[]" }.Any(pair => texts.Count(character => character == pair[0]) != texts.Count(character => character == pair[1])))
            yield return "brackets do not match";
        string[] operators = ["where", "summarize", "extend", "project", "top", "union", "render"];
        foreach (Match pipe in Pipe().Matches(texts).Where(pipe => !operators.Contains(pipe.Groups[1].Value)))
            yield return $"operator {pipe.Groups[1].Value} is not known";
        var own = Let().Matches(query).Select(let => let.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        string[] tables = ["customMetrics", "requests", "exceptions", "dependencies"];
        var sources = Source().Matches(query).Select(match => match.Groups[1].Value);
        foreach (var table in sources.Where(table => !tables.Contains(table) && !own.Contains(table) && table is not ("let" or "union")))
            yield return $"table {table} is not known";
        var used = Compared().Matches(query).SelectMany(match => Quoted().Matches(match.Value)).Select(text => text.Value.Trim('"')).ToArray();
        foreach (var name in used.Where(name => !Metrics.ContainsKey(name)))
            yield return $"metric {name} is not in the list";
        if (query.Contains("customMetrics", StringComparison.Ordinal) && used.Length == 0)
            yield return "metric names are missing";
        var attributes = used.SelectMany(name => Metrics.GetValueOrDefault(name) ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var attribute in Attribute().Matches(query).Select(match => match.Groups[1].Value).Where(attribute => !attributes.Contains(attribute)))
            yield return $"attribute {attribute} is of none of {string.Join(", ", used)}";
    }

    [GeneratedRegex(@"(?m)^\| `([a-z_.]+)` \| [a-z]+ \| ([^|]*)\|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\|\s*(\w+)")]
    private static partial Regex Pipe();

    [GeneratedRegex(@"\blet (\w+)")]
    private static partial Regex Let();

    [GeneratedRegex(@"(?:^|;\s*|(?<![=!<>])=\s*)(\w+)(?=\s*\|)")]
    private static partial Regex Source();

    [GeneratedRegex("""name (?:== "[^"]*"|in \([^)]*\))""")]
    private static partial Regex Compared();

    [GeneratedRegex(@"customDimensions\.(\w+)")]
    private static partial Regex Attribute();
}
