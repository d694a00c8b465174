using CloudOrchestrator.ApiServer.OpenApi;

namespace CloudOrchestrator.ApiServer.Tests.OpenApi;

public sealed class TypeDescriptionsTests
{
    private const string Xml = """
        <doc><members>
        <member name="T:CloudOrchestrator.ApiServer.Tests.OpenApi.TypeDescriptionsTests">
            <summary>
            Two <c>lines</c>
            of <see cref="T:System.String"/>.
            </summary>
        </member>
        <member name="P:CloudOrchestrator.ApiServer.Tests.OpenApi.TypeDescriptionsTests.Sample"><summary>A sample.</summary><remarks>Not this.</remarks></member>
        <member name="M:CloudOrchestrator.ApiServer.Tests.OpenApi.TypeDescriptionsTests.Other"><summary>Not this either.</summary></member>
        </members></doc>
        """;

    public int Sample { get; init; }

    [Fact]
    public void Of_Type_JoinsTheLinesOfItsSummary() => Assert.Equal("Two lines of String.", TypeDescriptions.Read(Xml).Of(typeof(TypeDescriptionsTests)));

    [Fact]
    public void Of_Property_IsItsSummary() => Assert.Equal("A sample.", TypeDescriptions.Read(Xml).Of(typeof(TypeDescriptionsTests).GetProperty(nameof(Sample))!));

    [Fact]
    public void Of_MemberWithoutSummary_IsNull() => Assert.Null(TypeDescriptions.Read("<doc/>").Of(typeof(TypeDescriptionsTests)));

    [Fact]
    public void ReadEmbedded_KindsAssembly_IsThere() => Assert.NotNull(TypeDescriptions.ReadEmbedded().Of(typeof(Kinds.KindDescriptor)));
}
