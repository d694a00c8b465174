using System.IO.Compression;
using System.Text;

namespace CloudOrchestrator.ApiServer.Tests.Responses;

public sealed class CompressionTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData(Maps)]
    [InlineData(Maps + "/large")]
    [InlineData("/openapi/v3/api/v1")]
    public async Task Get_LongAnswerToClientThatAcceptsGzip_IsCompressed(string path)
    {
        await using var served = await StartAsync();
        var (plain, _) = await GetAsync(served, path, "identity");
        var (zipped, encoding) = await GetAsync(served, path, "deflate, gzip");
        Assert.Equal("gzip", encoding);
        Assert.True(zipped.Length < plain.Length / 2, $"{zipped.Length} of {plain.Length} bytes");
        await using var unzipping = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress);
        using var unzipped = new MemoryStream();
        await unzipping.CopyToAsync(unzipped);
        Assert.Equal(Encoding.UTF8.GetString(plain), Encoding.UTF8.GetString(unzipped.ToArray()));
    }

    [Theory]
    [InlineData(Maps, "deflate")]
    [InlineData(Maps + "/small", "gzip")]
    public async Task Get_ShortAnswerOrOtherEncoding_IsPlain(string path, string accepted)
    {
        await using var served = await StartAsync();
        var (body, encoding) = await GetAsync(served, path, accepted);
        Assert.Equal("", encoding);
        Assert.Equal((byte)'{', body[0]);
    }

    private static async Task<ServedApi> StartAsync()
    {
        var served = await ServedApi.StartAsync();
        foreach (var (name, length) in new[] { ("large", 200_000), ("small", 1_000) })
            (await served.PostAsync(Maps, $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"text":"{{{new string('x', length)}}}"}}""")).Expect(201);
        return served;
    }

    private static async Task<(byte[] Body, string Encoding)> GetAsync(ServedApi served, string path, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var response = await served.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync(), string.Join(",", response.Content.Headers.ContentEncoding));
    }
}
