using CloudOrchestrator.Kinds.Validation;

namespace CloudOrchestrator.Kinds.Tests.Validation;

public sealed class NameFormatsTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("a-b", true)]
    [InlineData("a.b", false)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("", false)]
    [InlineData("a\n", false)]
    public void DnsLabel_Text_IsAcceptedOrNot(string text, bool valid) => Assert.Equal(valid, NameFormats.DnsLabel(text).Count == 0);

    [Theory]
    [InlineData(63, 0)]
    [InlineData(64, 1)]
    public void DnsLabel_Length_IsLimited(int length, int faults) => Assert.Equal(faults, NameFormats.DnsLabel(new string('a', length)).Count);

    [Theory]
    [InlineData("a.b.c", true)]
    [InlineData("a..b", false)]
    [InlineData("1", true)]
    public void DnsSubdomain_Text_IsAcceptedOrNot(string text, bool valid) => Assert.Equal(valid, NameFormats.DnsSubdomain(text).Count == 0);

    [Theory]
    [InlineData("name", 0)]
    [InlineData("example.com/Name", 0)]
    [InlineData("/name", 1)]
    [InlineData("a/b/c", 1)]
    [InlineData("a/", 2)]
    [InlineData("A/b", 1)]
    public void QualifiedName_Text_CountsFaults(string text, int faults) => Assert.Equal(faults, NameFormats.QualifiedName(text).Count);

    [Theory]
    [InlineData("", 0)]
    [InlineData("a_b", 0)]
    [InlineData("a b", 1)]
    public void LabelValue_Text_CountsFaults(string text, int faults) => Assert.Equal(faults, NameFormats.LabelValue(text).Count);

    [Theory]
    [InlineData("..data", "must not start with '..'")]
    [InlineData("..", "must not be '..'")]
    [InlineData(".", "must not be '.'")]
    public void ConfigKey_Dots_AreRefused(string key, string fault) => Assert.Equal([fault], NameFormats.ConfigKey(key));

    [Theory]
    [InlineData("http", 0)]
    [InlineData("-http", 1)]
    [InlineData("a--b", 1)]
    [InlineData("123", 1)]
    [InlineData("HTTP", 2)]
    public void PortName_Text_CountsFaults(string name, int faults) => Assert.Equal(faults, NameFormats.PortName(name).Count);

    [Fact]
    public void ObjectName_PrefixEndingInDash_IsAccepted()
    {
        Assert.Empty(NameFormats.ObjectName("web-", NameRule.DnsSubdomain, isPrefix: true));
        Assert.NotEmpty(NameFormats.ObjectName("web-", NameRule.DnsSubdomain));
    }

    [Fact]
    public void DnsLabel_Fault_IsWordedAsKubernetesWordsIt() =>
        Assert.Equal(
            ["a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
                + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"],
            NameFormats.DnsLabel("A_B"));
}
