namespace CloudOrchestrator.Objects.Tests.Meta;

public sealed class ApiStatusWordingTests
{
    private static readonly GroupVersionKind Deployment = new("apps", "v1", "Deployment");

    public static TheoryData<FieldError, string> Bodies => new()
    {
        { FieldError.Required("spec.x"), "Required value" },
        { FieldError.Required("spec.x", "must be set"), "Required value: must be set" },
        { FieldError.Invalid("spec.x", -1, "must be greater than or equal to 0"), "Invalid value: -1: must be greater than or equal to 0" },
        { FieldError.Invalid("spec.x", "a\"b\n", "bad"), "Invalid value: \"a\\\"b\\n\": bad" },
        { FieldError.Invalid("spec.x", true, "bad"), "Invalid value: true: bad" },
        { FieldError.Invalid("spec.x", null, "bad"), "Invalid value: \"null\": bad" },
        { FieldError.Invalid("spec.x", new IntOrString("5x"), "bad"), "Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"5x\"}: bad" },
        { FieldError.Invalid("spec.x", Quantity.Parse("1.5Gi"), "bad"), "Invalid value: \"1536Mi\": bad" },
        { FieldError.Invalid("spec.x", new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }, "no"), "Invalid value: map[string]string{\"a\":\"1\", \"b\":\"2\"}: no" },
        { FieldError.Invalid("spec.x", new JsonObject { ["a"] = 1 }, "no"), "Invalid value: {\"a\":1}: no" },
        { FieldError.Invalid("spec.x", JsonValue.Create("t"), "no"), "Invalid value: \"t\": no" },
        {
            FieldError.Invalid("spec.selector", new LabelSelector { MatchLabels = new Dictionary<string, string> { ["a"] = "b" } }, "field is immutable"),
            "Invalid value: v1.LabelSelector{MatchLabels:map[string]string{\"a\":\"b\"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable"
        },
        { FieldError.NotSupported("spec.x", "c", "B", "A"), "Unsupported value: \"c\": supported values: \"A\", \"B\"" },
        { FieldError.Duplicate("spec.x", "c"), "Duplicate value: \"c\"" },
        { FieldError.Forbidden("spec.x", "may not"), "Forbidden: may not" },
        { FieldError.NotFound("spec.x", "vol"), "Not found: \"vol\"" },
        { FieldError.TooLong("spec.x", 63), "Too long: may not be more than 63 bytes" },
        { FieldError.TooMany("spec.x", 5, 4), "Too many: 5: must have at most 4 items" },
        { FieldError.TooMany("spec.x", 2, 1), "Too many: 2: must have at most 1 item" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Body_EachType_IsKubernetesWording(FieldError error, string expected) => Assert.Equal(expected, ApiStatusWording.Body(error));

    [Fact]
    public void Invalid_OneFault_IsOneSentence()
    {
        var status = ApiStatuses.Invalid(Deployment, "x", [FieldError.Invalid("spec.replicas", -1, "must be greater than or equal to 0")]);
        Assert.Equal("Deployment.apps \"x\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0", status.Message);
        Assert.Equal(422, status.Code);
        Assert.Equal("Invalid", status.Reason);
        Assert.Equal(("apps", "Deployment", "x"), (status.Details!.Group, status.Details.Kind, status.Details.Name));
        var cause = Assert.Single(status.Details.Causes!);
        Assert.Equal(("FieldValueInvalid", "Invalid value: -1: must be greater than or equal to 0", "spec.replicas"), (cause.Reason, cause.Message, cause.Field));
    }

    [Fact]
    public void Invalid_SeveralFaults_AreBracketedWithoutRepeats()
    {
        var fault = FieldError.Required("a");
        var status = ApiStatuses.Invalid(new("", "v1", "Pod"), "p", [fault, FieldError.Duplicate("b[0]", 3), fault]);
        Assert.Equal("Pod \"p\" is invalid: [a: Required value, b[0]: Duplicate value: 3]", status.Message);
        Assert.Equal(3, status.Details!.Causes!.Count);
    }
}
