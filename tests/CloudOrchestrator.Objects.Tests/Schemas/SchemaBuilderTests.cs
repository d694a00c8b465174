using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.Objects.Tests.Schemas;

public sealed class SchemaBuilderTests
{
    [Fact]
    public void Build_Deployment_DescribesItsFields()
    {
        var schema = new SchemaBuilder().Build(typeof(Deployment));
        Assert.Equal("io.k8s.api.apps.v1.Deployment", schema.TypeName);
        Assert.Equal(["kind", "apiVersion", "metadata", "spec", "status"], schema.Fields.Select(field => field.JsonName));
        var spec = schema.FieldsByName["spec"].Node;
        Assert.Equal(SchemaType.Int32, spec.FieldsByName["replicas"].Node.Type);
        var containers = spec.FieldsByName["template"].Node.FieldsByName["spec"].Node.FieldsByName["containers"];
        Assert.Equal(("name", "merge", ListType.Map), (containers.MergeKey, containers.PatchStrategy, containers.ListType));
        Assert.Equal(["name"], containers.ListMapKeys);
        Assert.Equal(SchemaType.Quantity, containers.Node.Items!.FieldsByName["resources"].Node.FieldsByName["limits"].Node.Items!.Type);
        Assert.True(spec.FieldsByName["selector"].Node.Atomic);
    }

    [Fact]
    public void Build_TwoKinds_ShareNodes()
    {
        var builder = new SchemaBuilder();
        var pod = builder.Build(typeof(Pod));
        Assert.Same(pod, builder.Build(typeof(Pod)));
        Assert.Same(pod.FieldsByName["spec"].Node, builder.Build(typeof(Deployment)).FieldsByName["spec"].Node.FieldsByName["template"].Node.FieldsByName["spec"].Node);
    }

    [Fact]
    public void Build_ManyThreads_GiveOneCompleteGraph()
    {
        var builder = new SchemaBuilder();
        var nodes = new SchemaNode[16];
        Parallel.For(0, nodes.Length, i => nodes[i] = builder.Build(i % 2 == 0 ? typeof(Pod) : typeof(Deployment)));
        Assert.All(nodes, node => Assert.NotEmpty(node.FieldsByName["spec"].Node.Fields));
        Assert.Equal(2, nodes.Distinct().Count());
    }

    [Fact]
    public void Build_TypeWithoutAttribute_Throws() => Assert.Throws<ArgumentException>(() => new SchemaBuilder().Build(typeof(SchemaBuilderTests)));

    [Fact]
    public void Build_RecursiveType_RefersToItself()
    {
        var node = new SchemaBuilder().Build(typeof(Tree));
        Assert.Same(node, node.FieldsByName["children"].Node.Items);
    }

    [ApiType("test.Tree")]
    private sealed record Tree
    {
        [Field("children", 1)]
        public IReadOnlyList<Tree>? Children { get; init; }
    }
}
