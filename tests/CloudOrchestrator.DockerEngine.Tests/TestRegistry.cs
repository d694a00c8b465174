using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.DockerEngine.Tests;

/// <summary>A registry of the test's own (Docker Registry HTTP API v2) that holds one image and lets in one user.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    public const string User = "bob";
    public const string Password = "s3cret";

    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly WebApplication _server;
    private readonly Dictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private readonly byte[] _manifest;

    private TestRegistry(WebApplication server)
    {
        _server = server;
        var layer = Layer();
        var layerDigest = Keep(Compress(layer));
        var config = Encoding.UTF8.GetBytes($$"""
            {"architecture":"{{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}}","os":"linux","config":{"Entrypoint":["/pause"]},
             "rootfs":{"type":"layers","diff_ids":["{{Digest(layer)}}"]} }
            """);
        var configDigest = Keep(config);
        _manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{config.Length}},"digest":"{{configDigest}}" },
             "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{_blobs[layerDigest].Length}},"digest":"{{layerDigest}}"} ] }
            """);
    }

    /// <summary>Host and port; the loopback is allowed without TLS.</summary>
    public string Address => new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority;

    /// <summary>The image it holds.</summary>
    public string Image => $"{Address}/team/app:1";

    public static async Task<TestRegistry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var registry = new TestRegistry(builder.Build());
        registry._server.Map("/v2/{**path}", registry.AnswerAsync);
        await registry._server.StartAsync();
        return registry;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Layer()
    {
        using var archive = PauseImage.RootFileSystem(RuntimeInformation.OSArchitecture);
        return archive.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private string Keep(byte[] blob)
    {
        _blobs[Digest(blob)] = blob;
        return Digest(blob);
    }

    private async Task AnswerAsync(HttpContext context, string? path)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (context.Request.Headers.Authorization != expected)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"test\"";
            await context.Response.WriteAsync("""{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}""");
            return;
        }
        var last = path?[(path.LastIndexOf('/') + 1)..] ?? "";
        var (body, type) = path switch
        {
            null or "" => ("{}"u8.ToArray(), "application/json"),
            _ when path.StartsWith("team/app/manifests/", StringComparison.Ordinal) && (last == "1" || last == Digest(_manifest)) => (_manifest, ManifestType),
            _ when path.StartsWith("team/app/blobs/", StringComparison.Ordinal) && _blobs.TryGetValue(last, out var blob) => (blob, "application/octet-stream"),
            _ => (null, "application/json"),
        };
        if (body is null)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}""");
            return;
        }
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        context.Response.Headers["Docker-Content-Digest"] = Digest(body);
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body);
    }
}
