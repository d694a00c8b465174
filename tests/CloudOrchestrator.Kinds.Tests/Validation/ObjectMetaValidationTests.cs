using CloudOrchestrator.Kinds.Validation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Kinds.Tests.Validation;

public sealed class ObjectMetaValidationTests
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private static KindDescriptor Pods => Kinds.Find(new ResourceName("", "v1", "pods"))!;

    [Fact]
    public void ValidateCreate_NoName_SaysWhatIsMissing()
    {
        var faults = ObjectMetaValidation.ValidateCreate(new ObjectMeta { Namespace = "default" }, Pods);
        Assert.Equal(("metadata.name", "name or generateName is required"), (faults.Single().Field, faults.Single().Detail));
    }

    [Fact]
    public void ValidateCreate_NamespaceOnClusterKind_IsForbidden()
    {
        var nodes = Kinds.Find(new ResourceName("", "v1", "nodes"))!;
        var fault = ObjectMetaValidation.ValidateCreate(new ObjectMeta { Name = "a", Namespace = "b" }, nodes).Single();
        Assert.Equal((FieldErrorType.Forbidden, "not allowed on this type"), (fault.Type, fault.Detail));
    }

    [Fact]
    public void ValidateCreate_TwoControllers_NamesBoth()
    {
        var owner = new OwnerReference { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = "a", Uid = "1", Controller = true };
        var meta = new ObjectMeta { Name = "a", Namespace = "b", OwnerReferences = [owner, owner with { Name = "c", Uid = "2" }] };
        var fault = ObjectMetaValidation.ValidateCreate(meta, Pods).Single();
        Assert.Contains("ReplicaSet/a and ReplicaSet/c", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidateCreate_BareFinalizer_IsNotStandard()
    {
        var meta = new ObjectMeta { Name = "a", Namespace = "b", Finalizers = ["mine", "orphan", "example.com/x"] };
        var fault = ObjectMetaValidation.ValidateCreate(meta, Pods).Single();
        Assert.Equal("metadata.finalizers[0]", fault.Field);
    }

    [Fact]
    public void ValidateCreate_LargeAnnotations_AreTooLong()
    {
        var meta = new ObjectMeta { Name = "a", Namespace = "b", Annotations = new Dictionary<string, string> { ["k"] = new('x', 256 * 1024) } };
        Assert.Equal(FieldErrorType.TooLong, ObjectMetaValidation.ValidateCreate(meta, Pods).Single().Type);
    }

    [Fact]
    public void ValidateUpdate_ChangedIdentity_IsImmutable()
    {
        var old = new ObjectMeta { Name = "a", Namespace = "b", Uid = "1", ResourceVersion = "1" };
        var faults = ObjectMetaValidation.ValidateUpdate(old with { Uid = "2", Name = "c" }, old);
        Assert.Equal(["metadata.name", "metadata.uid"], faults.Select(fault => fault.Field));
    }

    [Fact]
    public void ValidateUpdate_FinalizerAddedWhileDeleting_IsForbidden()
    {
        var old = new ObjectMeta { Name = "a", Namespace = "b", ResourceVersion = "1", DeletionTimestamp = DateTimeOffset.UnixEpoch, Finalizers = ["a.b/c"] };
        var fault = ObjectMetaValidation.ValidateUpdate(old with { Finalizers = ["a.b/c", "a.b/d"] }, old).Single();
        Assert.Equal("no new finalizers can be added if the object is being deleted, found new finalizers []string{\"a.b/d\"}", fault.Detail);
    }
}
