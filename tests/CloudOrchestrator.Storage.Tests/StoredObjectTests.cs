using System.Text;

namespace CloudOrchestrator.Storage.Tests;

public sealed class StoredObjectTests
{
    [Theory]
    [InlineData("""{"metadata":{"name":"a","uid":"u","resourceVersion":"0","labels":{"app":"web"}}}""")]
    [InlineData("""{"metadata":{"labels":{"app":"web"},"name":"a","uid":"u","resourceVersion":"123456789"}}""")]
    public void At_RevisionOfAnotherLength_IsAsReadFromItsText(string text)
    {
        var stored = StoredObject.At(new ObjectKey("default", "a"), 4711, Encoding.UTF8.GetBytes(text));
        var read = new StoredObject(stored.Key, stored.Revision, stored.Utf8);
        Assert.Equal("4711", (string?)stored.ToJsonObject()["metadata"]!["resourceVersion"]);
        Assert.Equal("web", stored.Labels["app"]);
        Assert.Equal(read.ResourceVersionAt, stored.ResourceVersionAt);
        Assert.Equal(read.LabelsText.ToArray(), stored.LabelsText.ToArray());
        Assert.Equal("u", stored.Uid);
    }
}
