using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Binds HTTP to the verbs, for stored objects and their generic subresources.</summary>
internal sealed class ObjectEndpoints(
    ServerParts parts, VerbSet verbs, ObjectIntake intake, BodyDecoder decoder, ResponseWriter responses, WatchWriter watches, DeleteOptionsReader deleteOptions)
{
    /// <summary>GET of an object.</summary>
    public async Task GetAsync(ResourceRequest request)
    {
        var parsed = ListOptions.ParseRevision(request.Context.Request.Query["resourceVersion"].ToString(), out var revision);
        var answer = parsed.Succeeded ? await verbs.Get.RunAsync(request.Call, revision, request.Cancellation) : parsed.Error;
        await AnswerAsync(request, answer);
    }

    /// <summary>GET of a collection, or a watch.</summary>
    public async Task ListAsync(ResourceRequest request)
    {
        var watch = request.Info.LegacyWatch || QueryBoolean.Parse(request.Context.Request.Query["watch"]);
        var options = ListOptions.Parse(request.Context.Request.Query, watch);
        if (!options.Succeeded)
        {
            await ResponseWriter.WriteStatusAsync(request.Context, options.Error);
            return;
        }

        if (watch)
        {
            await WatchAsync(request, options.Value);
            return;
        }

        var list = await verbs.List.RunAsync(request.Call, options.Value, request.Cancellation);
        if (list.Succeeded)
            await responses.WriteListAsync(request.Context, request.Kind, list.Value, request.Representation);
        else
            await ResponseWriter.WriteStatusAsync(request.Context, list.Error);
    }

    /// <summary>POST to a collection.</summary>
    public async Task CreateAsync(ResourceRequest request)
    {
        var options = request.WriteOptions("CreateOptions");
        if (!options.Succeeded)
        {
            await AnswerAsync(request, options.Error);
            return;
        }

        var body = await ReadObjectAsync(request);
        if (!body.Succeeded)
        {
            await AnswerAsync(request, body.Error);
            return;
        }

        var value = intake.Take(body.Value, request.Kind, options.Value.FieldValidation, request.Call.Warnings, null);
        await AnswerAsync(request, value.Succeeded
            ? await verbs.Create.RunAsync(request.Call, options.Value, value.Value, tracked: false, request.Cancellation)
            : value.Error);
    }

    /// <summary>PUT of an object or a part of it.</summary>
    public async Task UpdateAsync(ResourceRequest request, UpdateStrategy strategy)
    {
        var options = request.WriteOptions("UpdateOptions");
        if (!options.Succeeded)
        {
            await AnswerAsync(request, options.Error);
            return;
        }

        var body = await ReadObjectAsync(request);
        if (!body.Succeeded)
        {
            await AnswerAsync(request, body.Error);
            return;
        }

        var value = intake.TakeWithoutDefaults(body.Value, request.Kind, options.Value.FieldValidation, request.Call.Warnings);
        await AnswerAsync(request, value.Succeeded
            ? await verbs.Update.RunAsync(request.Call, options.Value, strategy, value.Value, request.Cancellation)
            : value.Error);
    }

    /// <summary>PATCH of an object or a part of it.</summary>
    public async Task PatchAsync(ResourceRequest request, UpdateStrategy strategy)
    {
        var options = request.WriteOptions("PatchOptions");
        if (!options.Succeeded)
        {
            await AnswerAsync(request, options.Error);
            return;
        }

        var body = await RequestBody.ReadAsync(request.Context, parts.Options.BodyBytesMax, request.Cancellation);
        if (!body.Succeeded)
        {
            await AnswerAsync(request, body.Error);
            return;
        }

        var patch = ObjectPatch.Decode(body.Value, request.Context.Request.ContentType, parts.Kinds.SchemaOf(request.Kind), request.Kind.GroupVersionKind,
            options.Value, strategy, parts.Time);
        await AnswerAsync(request, patch.Succeeded
            ? await verbs.Patch.RunAsync(request.Call, options.Value, strategy, patch.Value, request.Cancellation)
            : patch.Error);
    }

    /// <summary>DELETE of an object.</summary>
    public async Task DeleteAsync(ResourceRequest request)
    {
        var options = await deleteOptions.ReadAsync(request);
        await AnswerAsync(request, options.Succeeded ? await verbs.Delete.RunAsync(request.Call, options.Value, request.Cancellation) : options.Error);
    }

    /// <summary>DELETE of a collection.</summary>
    public async Task DeleteCollectionAsync(ResourceRequest request)
    {
        var list = ListOptions.Parse(request.Context.Request.Query, watch: false);
        var options = await deleteOptions.ReadAsync(request);
        if (!list.Succeeded || !options.Succeeded)
        {
            await AnswerAsync(request, list.Error ?? options.Error!);
            return;
        }

        var (failure, snapshot, items) = await verbs.DeleteCollection.RunAsync(request.Call, list.Value, options.Value, request.Cancellation);
        if (failure is not null)
            await AnswerAsync(request, failure);
        else
            await responses.WriteListAsync(request.Context, request.Kind, new ListResult(snapshot.Revision, items), request.Representation);
    }

    /// <summary>The decoded body of a request.</summary>
    public async ValueTask<ResultOf<DecodedObject>> ReadObjectAsync(ResourceRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Context, parts.Options.BodyBytesMax, request.Cancellation);
        return body.Succeeded ? decoder.Decode(body.Value, request.Context.Request.ContentType) : body.Error;
    }

    /// <summary>Writes an answer.</summary>
    public Task AnswerAsync(ResourceRequest request, ApiResponse answer) =>
        responses.WriteAsync(request.Context, request.Kind, answer, request.Representation, request.Call.Warnings);

    private async Task WatchAsync(ResourceRequest request, ListOptions options)
    {
        var session = await verbs.Watch.RunAsync(request.Call, options, Lifetime(request, options), request.Cancellation);
        if (!session.Succeeded)
        {
            await ResponseWriter.WriteStatusAsync(request.Context, session.Error);
            return;
        }

        await using (session.Value)
            await watches.WriteAsync(request.Context, request.Kind, session.Value, request.Representation, request.Cancellation);
    }

    // Spread by request, so that watches begun together do not all end together: without a limit between the minimum and twice that, else the last tenth before it.
    private TimeSpan Lifetime(ResourceRequest request, ListOptions options)
    {
        var spread = (uint)StringComparer.Ordinal.GetHashCode(request.Context.TraceIdentifier) / (double)uint.MaxValue;
        var asked = options.Timeout ?? (parts.Options.WatchTimeoutMin * (1 + spread));
        return parts.Options.WatchTimeoutMax is { } max && asked > max * (1 - (spread / 10)) ? max * (1 - (spread / 10)) : asked;
    }
}
