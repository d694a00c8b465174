using System.Net.Http.Headers;
using System.Text.Json;
using CloudOrchestrator.DockerEngine.Models;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The engine's operations on images.</summary>
public sealed class ImageOperations
{
    private readonly DockerTransport _transport;

    internal ImageOperations(DockerTransport transport) => _transport = transport;

    /// <summary>Lists images.</summary>
    public Task<IList<ImagesListResponse>> ListImagesAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<IList<ImagesListResponse>>(HttpMethod.Get, "/images/json", null, cancellationToken);

    /// <summary>Reads an image by reference or id.</summary>
    public Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ImageInspectResponse>(HttpMethod.Get, $"/images/{name}/json", null, cancellationToken);

    /// <summary>Deletes an image.</summary>
    public Task DeleteImageAsync(string name, ImageDeleteParameters parameters, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Delete, $"/images/{name}{new QueryString().Add("force", parameters.Force)}", null, cancellationToken);

    /// <summary>Pulls an image and reports each step. An error inside the stream is a <see cref="DockerApiException"/>.</summary>
    public Task CreateImageAsync(
        ImagesCreateParameters parameters, AuthConfig? authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default) =>
        CreateImageAsync(parameters, null, authConfig, progress, cancellationToken);

    /// <summary>Imports a root filesystem as an image.</summary>
    public async Task CreateImageAsync(
        ImagesCreateParameters parameters, Stream? imageStream, AuthConfig? authConfig, IProgress<JSONMessage> progress,
            CancellationToken cancellationToken = default)
    {
        var query = new QueryString().Add("fromImage", parameters.FromImage).Add("fromSrc", parameters.FromSrc).Add("repo", parameters.Repo).Add("tag", parameters.Tag);
        foreach (var change in parameters.Changes ?? [])
            query.Add("changes", change);
        await FollowAsync($"/images/create{query}", imageStream, authConfig, progress, cancellationToken);
    }

    /// <summary>Loads images from an archive as <c>docker save</c> writes it.</summary>
    public Task LoadImageAsync(Stream imageStream, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default) =>
        FollowAsync("/images/load?quiet=1", imageStream, null, progress, cancellationToken);

    private async Task FollowAsync(string path, Stream? upload, AuthConfig? auth, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        using var content = upload is null ? null : new StreamContent(upload);
        if (content is not null)
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        await _transport.FollowAsync<JSONMessage>(HttpMethod.Post, path, content, Encode(auth), message =>
        {
            if (message.Error is { } error)
                throw new DockerApiException((System.Net.HttpStatusCode)(error.Code == 0 ? 500 : error.Code), error.Message);
            if (message.ErrorMessage is { Length: > 0 } text)
                throw new DockerApiException(System.Net.HttpStatusCode.InternalServerError, text);
            progress.Report(message);
        }, cancellationToken);
    }

    /// <summary>The engine wants base64url of the credentials' JSON.</summary>
    private static string? Encode(AuthConfig? auth) => auth is null
        ? null
        : Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(auth, DockerJson.Options)).Replace('+', '-').Replace('/', '_');
}
