namespace CloudOrchestrator.Kinds.Core.Secrets;

/// <summary>Checks Secrets: each type has keys it cannot do without.</summary>
internal static class SecretValidation
{
    private const int BytesMax = 1024 * 1024;
    private const string AccountAnnotation = "kubernetes.io/service-account.name";
    private const string Redacted = "<secret contents redacted>";

    /// <summary>True when <see cref="Validate"/> finds nothing, as far as that can be told from the tree of a common object.</summary>
    public static bool IsSound(JsonObject value)
    {
        if (value.Text("type") != "Opaque")
            return false;
        var size = 0L;
        var data = value.Object("data");
        for (var index = 0; index < (data?.Count ?? 0); index++)
        {
            // In base64, so that these are more characters than bytes.
            var (key, node) = data!.GetAt(index);
            if (!NameFormats.IsConfigKey(key) || node is not JsonValue scalar || !scalar.TryGetValue<string>(out var text))
                return false;
            size += text.Length;
        }

        return size <= BytesMax;
    }

    public static FaultList Validate(Secret value)
    {
        var faults = new FaultList();
        var size = 0L;
        foreach (var (key, bytes) in value.Data.Sorted())
        {
            faults.Invalid($"data[{key}]", key, NameFormats.ConfigKey(key));
            size += bytes.Length;
        }

        if (size > BytesMax)
            faults.TooLong("data", BytesMax);
        ValidateType(value, faults);
        return faults;
    }

    public static FaultList ValidateChange(Secret value, Secret old)
    {
        var faults = new FaultList();
        faults.RequireUnchanged("type", value.Type ?? "", old.Type ?? "");
        if (old.Immutable != true)
            return faults;
        if (value.Immutable != true)
            faults.Forbidden("immutable", FrozenData.Fault);
        if (!FrozenData.Same(value.Data, old.Data, (bytes, before) => bytes.AsSpan().SequenceEqual(before)))
            faults.Forbidden("data", FrozenData.Fault);
        return faults;
    }

    private static void ValidateType(Secret value, FaultList faults)
    {
        var keys = value.Data?.Keys ?? [];
        switch (value.Type)
        {
            case "kubernetes.io/service-account-token":
                if (value.Metadata.Annotations is not { } annotations || string.IsNullOrEmpty(annotations.GetValueOrDefault(AccountAnnotation)))
                    faults.Required($"metadata.annotations[{AccountAnnotation}]");
                break;
            case "kubernetes.io/dockercfg":
                RequireJson(value, ".dockercfg", faults);
                break;
            case "kubernetes.io/dockerconfigjson":
                RequireJson(value, ".dockerconfigjson", faults);
                break;
            case "kubernetes.io/basic-auth" when !keys.Contains("username") && !keys.Contains("password"):
                faults.Required("data[username]");
                faults.Required("data[password]");
                break;
            case "kubernetes.io/ssh-auth" when value.Data?.GetValueOrDefault("ssh-privatekey") is not { Length: > 0 }:
                faults.Required("data[ssh-privatekey]");
                break;
            case "kubernetes.io/tls":
                foreach (var key in new[] { "tls.crt", "tls.key" }.Except(keys, StringComparer.Ordinal))
                    faults.Required($"data[{key}]");
                break;
        }
    }

    private static void RequireJson(Secret value, string key, FaultList faults)
    {
        if (value.Data is null || !value.Data.TryGetValue(key, out var bytes))
        {
            faults.Required($"data[{key}]");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
                faults.Invalid($"data[{key}]", Redacted, "json: cannot unmarshal the content into Go value of type map[string]interface {}");
        }
        catch (JsonException wrong)
        {
            // The message of the parser quotes no more than one character of the content.
            faults.Invalid($"data[{key}]", Redacted, bytes.Length == 0 ? "unexpected end of JSON input" : wrong.Message);
        }
    }
}
