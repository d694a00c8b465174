namespace CloudOrchestrator.Objects.Tests;

public sealed class SharedConverterTests
{
    [Fact]
    public void Read_EqualTextAgain_SharesTheValue()
    {
        var metas = Enumerable.Range(0, 3).Select(number => Meta($$$"""{"name":"n{{{number}}}","labels":{"app":"shared-converter","tier":"test"}}""")).ToArray();

        Assert.Equal("shared-converter", metas[2].Labels!["app"]);
        Assert.Same(metas[1].Labels, metas[2].Labels);
        Assert.Equal(["n0", "n1", "n2"], metas.Select(meta => meta.Name!));
    }

    [Fact]
    public void Read_OtherText_IsDecodedForItself()
    {
        for (var number = 0; number < 3000; number++)
        {
            var text = $$"""{"labels":{"app":"shared-{{number % 1500}}"},"name":"n"}""";
            var meta = Meta(text);
            Assert.Equal($"shared-{number % 1500}", meta.Labels!["app"]);
            Assert.Equal("n", meta.Name);
        }
    }

    [Fact]
    public void Read_FromStreamInPieces_IsTheSame()
    {
        var labels = string.Join(',', Enumerable.Range(0, 200).Select(number => $"\"label-{number}\":\"{new string('v', number)}\""));
        var text = "{\"name\":\"n\",\"labels\":{" + labels + """},"managedFields":[{"manager":"m","fieldsV1":{"f:data":{".":{},"f:a":{}}}}]}""";

        for (var run = 0; run < 3; run++)
        {
            var meta = JsonSerializer.Deserialize<ObjectMeta>(new MemoryStream(Encoding.UTF8.GetBytes(text)), ObjectJson.Options)!;
            Assert.Equal(200, meta.Labels!.Count);
            Assert.Equal(new string('v', 150), meta.Labels["label-150"]);
            Assert.Equal("""{"f:data":{".":{},"f:a":{}}}""", meta.ManagedFields![0].FieldsV1!.ToString());
        }
    }

    [Fact]
    public void Write_FieldsV1_IsTheTextThatWasRead()
    {
        const string text = """{"managedFields":[{"manager":"m","fieldsV1":{"f:data":{".":{},"k:{\"name\":\"c\"}":{}}}}]}""";

        Assert.Contains("""{"f:data":{".":{},"k:{\"name\":\"c\"}":{}}}""", Encoding.UTF8.GetString(ObjectJson.Serialize(Meta(text))), StringComparison.Ordinal);
        Assert.Equal("m", (string)ObjectJson.ToJsonObject(Meta(text))["managedFields"]![0]!["manager"]!);
    }

    [Fact]
    public void Read_BrokenValue_Throws() =>
        Assert.ThrowsAny<JsonException>(() => Meta("""{"labels":{"app":"a long enough text",}}"""));

    [Fact]
    public void Read_WrongType_Throws()
    {
        for (var run = 0; run < 3; run++)
            Assert.ThrowsAny<JsonException>(() => Meta("""{"labels":["not a map, though an array of text"]}"""));
    }

    private static ObjectMeta Meta(string json) => ObjectJson.Deserialize<ObjectMeta>(Encoding.UTF8.GetBytes(json));
}
