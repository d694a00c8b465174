using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>Checks who may do what: account key, shared access signature of a table, or a bearer token that the test knows.</summary>
internal sealed class RequestAuthenticator(string account, string key, Func<string, bool> knowsToken, TimeProvider time)
{
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(15);
    private readonly byte[] _key = Convert.FromBase64String(key);

    public TableAccess Authenticate(HttpRequest request, string path)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.Ordinal))
            return string.CompareOrdinal(request.Headers["x-ms-version"], "2020-12-06") >= 0 && knowsToken(authorization[7..]) ? TableAccess.Full : throw Failed("the token is not known, or the version takes no tokens");
        if (authorization.Length > 0)
        {
            CheckSharedKey(request, path, authorization);
            return TableAccess.Full;
        }

        return request.Query.ContainsKey("sig") ? Signature(request.Query) : throw new TableRefusal(401, "NoAuthenticationInformation", "Server failed to authenticate the request.");
    }

    private void CheckSharedKey(HttpRequest request, string path, string authorization)
    {
        var date = request.Headers["x-ms-date"].ToString();
        if (!DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out var sent) || (time.GetUtcNow() - sent).Duration() > SkewMax)
            throw Failed($"the x-ms-date header '{date}' is not within 15 minutes");
        var resource = $"/{account}{path}" + (request.Query.TryGetValue("comp", out var comp) ? $"?comp={comp}" : "");
        var text = authorization.StartsWith("SharedKeyLite ", StringComparison.Ordinal)
            ? $"{date}\n{resource}"
            : $"{request.Method}\n{request.Headers.ContentMD5}\n{request.ContentType}\n{date}\n{resource}";
        var expected = $"{authorization.Split(' ')[0]} {account}:{Sign(text)}";
        if (authorization != expected)
            throw Failed($"The MAC signature found in the HTTP request is not the same as any computed signature. Server used following string to sign: '{text}'.");
    }

    private TableAccess Signature(IQueryCollection query)
    {
        string Of(string name) => query[name].ToString();
        var table = Of("tn");
        var text = string.Join(
            '\n', Of("sp"), Of("st"), Of("se"), $"/table/{account}/{table.ToLowerInvariant()}", Of("si"), Of("sip"), Of("spr"), Of("sv"), Of("spk"), Of("srk"), Of("epk"), Of("erk"));
        if (Of("sig") != Sign(text))
            throw Failed("Signature did not match.");
        if (Of("sp").Length == 0 || Of("sv").Length == 0)
            throw Failed("sp and sv are mandatory.");
        var now = time.GetUtcNow();
        if (!DateTimeOffset.TryParse(Of("se"), CultureInfo.InvariantCulture, out var end) || end <= now)
            throw Failed("Signature not valid in the specified time frame: it has expired.");
        if (Of("st").Length > 0 && (!DateTimeOffset.TryParse(Of("st"), CultureInfo.InvariantCulture, out var start) || start > now))
            throw Failed("Signature not valid in the specified time frame: it has not begun.");
        return new TableAccess(table, Of("sp"), Text(query, "spk"), Text(query, "srk"), Text(query, "epk"), Text(query, "erk"));
    }

    private string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    private static string? Text(IQueryCollection query, string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

    private static TableRefusal Failed(string message) => new(403, "AuthenticationFailed", $"Server failed to authenticate the request. {message}");
}
