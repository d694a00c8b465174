using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Objects.Tests.Selectors;

public sealed class FieldMatcherTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.name=a", true)]
    [InlineData("metadata.name==a", true)]
    [InlineData("metadata.name!=a", false)]
    [InlineData("metadata.name=a,status.phase!=Failed", true)]
    [InlineData("metadata.name=a,status.phase!=Running", false)]
    [InlineData(",metadata.name=a,", true)]
    [InlineData("other=", true)]
    public void Matches_Terms_AllMustHold(string query, bool expected)
    {
        var matcher = FieldMatcher.Parse(query).Require();
        Assert.Equal(expected, matcher.Matches(field => field switch { "metadata.name" => "a", "status.phase" => "Running", _ => "" }));
    }

    [Fact]
    public void Parse_Escapes_AreUndone()
    {
        var matcher = FieldMatcher.Parse(@"a=x\,y\=z\\").Require();
        Assert.Equal(@"x,y=z\", Assert.Single(matcher.Terms).Value);
        Assert.Equal(@"a=x\,y\=z\\", matcher.ToString());
    }

    [Theory]
    [InlineData("nope", "invalid selector: 'nope'; can't understand 'nope'")]
    [InlineData("a=b=c", "invalid field selector: unescaped character in value: =")]
    [InlineData(@"a=\x", @"invalid field selector: invalid escape sequence: \x")]
    public void Parse_Malformed_SaysWhat(string query, string message) => Assert.Equal(message, FieldMatcher.Parse(query).Error?.Message);
}
