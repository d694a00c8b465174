using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Objects.Tests.Selectors;

public sealed class LabelMatcherTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "web", ["tier"] = "front", ["size"] = "10", ["empty"] = "" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web", true)]
    [InlineData(" app = web , tier = front ", true)]
    [InlineData("app=db", false)]
    [InlineData("app!=db", true)]
    [InlineData("missing!=x", true)]
    [InlineData("app!=web", false)]
    [InlineData("app in (db,web)", true)]
    [InlineData("app in (db, other)", false)]
    [InlineData("app notin (db)", true)]
    [InlineData("missing notin (db)", true)]
    [InlineData("app notin (web)", false)]
    [InlineData("app", true)]
    [InlineData("missing", false)]
    [InlineData("!missing", true)]
    [InlineData("!app", false)]
    [InlineData("size>9", true)]
    [InlineData("size>10", false)]
    [InlineData("size<11", true)]
    [InlineData("app>1", false)]
    [InlineData("empty=", true)]
    [InlineData("empty in (,)", true)]
    [InlineData("empty in ()", null)]
    [InlineData("app=,tier=front", false)]
    [InlineData("app=web,tier notin (back),!x", true)]
    [InlineData("in in (in)", false)]
    [InlineData("notin", false)]
    public void Matches_QueryForm_DecidesByLabels(string query, bool? expected)
    {
        var parsed = LabelMatcher.Parse(query);
        Assert.Equal(expected is not null, parsed.Succeeded);
        if (parsed.Succeeded)
            Assert.Equal(expected, parsed.Value.Matches(Labels));
    }

    [Theory]
    [InlineData("app=web,!x,tier in (b,a),y notin (c,d),z,size>3", "!x,app=web,size>3,tier in (a,b),y notin (c,d),z")]
    [InlineData("a!=b", "a!=b")]
    [InlineData("a in (b)", "a=b")]
    [InlineData("", "")]
    public void ToString_Parsed_PrintsSortedAndParsesAgain(string query, string expected)
    {
        var matcher = LabelMatcher.Parse(query).Require();
        Assert.Equal(expected.Split(',').Length, matcher.ToString().Split(',').Length);
        Assert.Equal(matcher.ToString(), LabelMatcher.Parse(matcher.ToString()).Require().ToString());
    }

    [Theory]
    [InlineData("app=web=x", "found '=', expected: ',' or 'end of string'")]
    [InlineData("app,,tier", "found ',', expected: identifier after ','")]
    [InlineData("app,", "found '', expected: identifier after ','")]
    [InlineData("=web", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("!", "unable to parse requirement: found '', expected: identifier")]
    [InlineData("app web", "unable to parse requirement: found 'web', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("app in web", "unable to parse requirement: found 'web' expected: '('")]
    [InlineData("app in (a b)", "unable to parse requirement: found 'b', expected: ',' or ')'")]
    [InlineData("app in ()", "unable to parse requirement: values: Invalid value: []string{}: for 'in', 'notin' operators, values set can't be empty")]
    [InlineData("size>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer")]
    public void Parse_Malformed_SaysWhat(string query, string message)
    {
        var parsed = LabelMatcher.Parse(query);
        Assert.Equal(400, parsed.Error?.Code);
        Assert.Equal(message, parsed.Error?.Message);
    }

    [Fact]
    public void Parse_BadKey_QuotesTheRule()
    {
        var message = LabelMatcher.Parse("-a=b").Error?.Message;
        Assert.StartsWith("unable to parse requirement: <nil>: Invalid value: \"-a\": name part must consist of alphanumeric characters", message);
    }

    [Fact]
    public void From_StructuredForms_FollowKubernetes()
    {
        Assert.False(LabelMatcher.From((LabelSelector?)null).Matches(Labels));
        Assert.True(LabelMatcher.From(new LabelSelector()).Matches(Labels));
        Assert.False(LabelMatcher.From(new Dictionary<string, string>()).Matches(Labels));
        Assert.False(LabelMatcher.Nothing.Matches((Dictionary<string, string>?)null));
        Assert.True(LabelMatcher.Everything.Matches((Dictionary<string, string>?)null));
        var selector = new LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = "web" },
            MatchExpressions = [new() { Key = "tier", Operator = "In", Values = ["front", "back"] }, new() { Key = "gone", Operator = "DoesNotExist" }],
        };
        Assert.True(LabelMatcher.From(selector).Matches(Labels));
        Assert.Equal("app=web,!gone,tier in (back,front)", LabelMatcher.From(selector).ToString());
        Assert.True(LabelMatcher.From(selector).Matches(new JsonObject { ["app"] = "web", ["tier"] = "back" }));
        Assert.False(LabelMatcher.From(selector with { MatchExpressions = [new() { Key = "a", Operator = "Near" }] }).Matches(Labels));
    }

    [Theory]
    [InlineData("app.kubernetes.io/name", 0)]
    [InlineData("a", 0)]
    [InlineData("", 2)]
    [InlineData("/a", 1)]
    [InlineData("a/b/c", 1)]
    [InlineData("UPPER/a", 1)]
    [InlineData("x_y.Z-1", 0)]
    public void KeyFaults_Keys_CountsFaults(string key, int faults) => Assert.Equal(faults, LabelSyntax.KeyFaults(key).Count);

    [Fact]
    public void ValueFaults_LongValue_IsAFault()
    {
        Assert.Empty(LabelSyntax.ValueFaults(new string('a', 63)));
        Assert.Equal(["must be no more than 63 bytes"], LabelSyntax.ValueFaults(new string('a', 64)));
        Assert.Single(LabelSyntax.ValueFaults("a b"));
    }
}
