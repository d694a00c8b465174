using CloudOrchestrator.NodeAgent.Environment;

namespace CloudOrchestrator.NodeAgent.Tests.Environment;

public sealed class VariableExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["A"] = "1", ["B_C"] = "two", ["EMPTY"] = "" };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$(A)-$(B_C)", "1-two")]
    [InlineData("$(EMPTY)", "")]
    [InlineData("$(UNKNOWN)", "$(UNKNOWN)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$A $", "$A $")]
    [InlineData("$(A", "$(A")]
    [InlineData("$(A)$(A", "1$(A")]
    public void Expand_Text_AsKubernetesDoes(string text, string expected) => Assert.Equal(expected, VariableExpansion.Expand(text, Variables));
}
