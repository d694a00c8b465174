using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.Tests.Verbs;

/// <summary>Simple objects are checked without being decoded; what is wrong with others is said as ever.</summary>
public sealed class UndecodedCreateTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Secrets = "/api/v1/namespaces/default/secrets";

    [Theory]
    [InlineData(ConfigMaps, """{"metadata":{"name":"Bad"}}""", "metadata.name")]
    [InlineData(ConfigMaps, """{"metadata":{}}""", "metadata.name")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","labels":{"a b":"c"}}}""", "metadata.labels")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","labels":{"a":"c d"}}}""", "metadata.labels")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","annotations":{"a b":""}}}""", "metadata.annotations")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","finalizers":["nobody"]}}""", "metadata.finalizers[0]")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"","name":"b","uid":"c"}]}}""", "metadata.ownerReferences.kind")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a"},"data":{"a b":"c"}}""", "data[a b]")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a"},"data":{"a":"c"},"binaryData":{"a":"AA=="}}""", "data[a]")]
    [InlineData(Secrets, """{"metadata":{"name":"a"},"data":{"a b":"AA=="}}""", "data[a b]")]
    [InlineData(Secrets, """{"metadata":{"name":"a"},"type":"kubernetes.io/tls"}""", "data[tls.crt]")]
    public async Task Create_WithFault_IsRefusedForIt(string path, string body, string field)
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync(path, body)).Expect(422);
        Assert.Contains(answer.Json["details"]!["causes"]!.AsArray(), cause => (string?)cause!["field"] == field);
    }

    [Theory]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a"}}""")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","labels":{"a":"b","c":""},"annotations":{"d":"e f"}},"data":{"k":"v"}}""")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","finalizers":["example.com/f"]},"data":{"k":"v"}}""")]
    [InlineData(ConfigMaps, """{"metadata":{"name":"a","managedFields":[{"manager":"m","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{}}}]}}""")]
    [InlineData(Secrets, """{"metadata":{"name":"a"},"stringData":{"k":"v"}}""")]
    [InlineData(Secrets, """{"metadata":{"name":"a"},"data":{"nothing":null},"type":"example.com/other"}""")]
    public async Task Create_Sound_IsStoredAndFound(string path, string body)
    {
        await using var api = await ServedApi.StartAsync();
        var created = (await api.PostAsync(path, body)).Expect(201);
        Assert.Equal(created.Text, (await api.GetAsync($"{path}/a")).Expect(200).Text);
        var sent = JsonNode.Parse(body)!;
        Assert.True(JsonNode.DeepEquals(sent["metadata"]!["labels"], created.Json["metadata"]!["labels"]));
        Assert.True(JsonNode.DeepEquals(sent["metadata"]!["annotations"], created.Json["metadata"]!["annotations"]));
        (await api.PostAsync(path, body)).Expect(409);
    }
}
