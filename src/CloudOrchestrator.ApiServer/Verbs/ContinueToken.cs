using System.Buffers.Text;
using System.Globalization;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>Where a chunked list goes on: the revision it shows and the last key sent. <see cref="Revision"/> -1 stands for the newest state.</summary>
internal sealed record ContinueToken(long Revision, ObjectKey After)
{
    private const string Version = "meta.k8s.io/v1";

    /// <summary>The token as clients carry it.</summary>
    public string Encode() => Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = Version, ["rv"] = Revision, ["start"] = $"{After.Namespace}/{After.Name}" }.ToJsonString()));

    /// <summary>Reads a token; 400 when it is none.</summary>
    public static ResultOf<ContinueToken> Decode(string text)
    {
        try
        {
            var token = JsonNode.Parse(Base64Url.DecodeFromChars(text)) as JsonObject;
            var start = token?["start"]?.GetValue<string>() ?? "";
            var slash = start.IndexOf('/', StringComparison.Ordinal);
            if (token?["v"]?.GetValue<string>() != Version || slash < 0)
                return Bad("server does not recognize this encoded version");
            return new ContinueToken(token["rv"]?.GetValue<long>() ?? -1, new ObjectKey(start[..slash], start[(slash + 1)..]));
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return Bad(string.Create(CultureInfo.InvariantCulture, $"encoded value was not valid base64 ({exception.GetType().Name})"));
        }
    }

    private static ApiStatus Bad(string why) => ApiStatuses.BadRequest($"continue key is not valid: {why}");
}
