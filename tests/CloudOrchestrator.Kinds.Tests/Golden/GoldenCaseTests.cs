using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Apply;
using CloudOrchestrator.Objects.Schemas;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Kinds.Tests.Golden;

/// <summary>
/// Runs every case folder. With the environment variable <c>UPDATE_GOLDEN=1</c> the expected files are written anew; review them like code.
/// </summary>
public sealed class GoldenCaseTests
{
    private const string ProjectFolder = "tests/CloudOrchestrator.Kinds.Tests";

    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private static string Root => Path.Combine(RepositoryRoot.Path, ProjectFolder);

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Root, "input.yaml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!))
        .Where(folder => !folder.StartsWith("bin", StringComparison.Ordinal) && !folder.StartsWith("obj", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_Written_IsDefaultedCheckedAndPrinted(string folder)
    {
        var path = Path.Combine(Root, folder);
        var (stored, faults, table) = new GoldenCase(Kinds, path).Run();
        Compare(Path.Combine(path, "defaulted.json"), stored);
        Compare(Path.Combine(path, "errors.txt"), faults);
        Compare(Path.Combine(path, "table.txt"), table);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_Created_IsOwnedAsComparedWithNothing(string folder)
    {
        var value = YamlReader.Read(Path.Combine(Root, folder, "input.yaml"));
        var kind = Kinds.Find(GroupVersionKind.Parse((string)value["apiVersion"]!, (string)value["kind"]!))!;
        var schema = Kinds.SchemaOf(kind);
        SchemaConformer.Conform(value, schema);
        SchemaConformer.ApplyDefaults(value, schema);
        kind.ApplyDefaults(value, null);
        value["metadata"]!.AsObject().Remove("managedFields");
        var manager = new FieldManager("cases", kind.GroupVersionKind.ApiVersion);
        var (compared, created, text) = (value.DeepClone().AsObject(), value.DeepClone().AsObject(), value);

        ServerSideApply.TrackUpdate(null, compared, schema, manager, DateTimeOffset.UnixEpoch);
        ServerSideApply.TrackCreate(created, schema, manager, DateTimeOffset.UnixEpoch, asText: false);
        ServerSideApply.TrackCreate(text, schema, manager, DateTimeOffset.UnixEpoch, asText: true);

        Assert.Equal(compared.ToJsonString(ObjectJson.Options), created.ToJsonString(ObjectJson.Options));
        Assert.Equal(compared.ToJsonString(ObjectJson.Options), text.ToJsonString(ObjectJson.Options));
    }

    private static void Compare(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
