using System.Text;

namespace CloudOrchestrator.Kinds.Core.Secrets;

/// <summary>Takes text entries into the data: they are a convenience for writing and never stored.</summary>
internal static class SecretDefaults
{
    public static void Apply(JsonObject secret)
    {
        secret.DefaultText("type", "Opaque");
        if (secret.Object("stringData") is { } texts)
        {
            foreach (var (key, text) in texts)
                secret.ObjectOrNew("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text?.GetValue<string>() ?? ""));
        }

        secret.Remove("stringData");
    }
}
