using System.Net;
using System.Net.Sockets;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.DockerEngine;

/// <summary>Turns the engine's failures into the port's.</summary>
internal static class DockerErrors
{
    public static async Task TranslateAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (Translated(failure) is { } translated)
        {
            throw translated;
        }
    }

    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (Translated(failure) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Null where the engine says that there is no such thing.</summary>
    public static async Task<T?> OrNullAsync<T>(Func<Task<T?>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (DockerApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception failure) when (Translated(failure) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Success where there is nothing to do it to; <paramref name="orConflict"/>: also where it is being done already.</summary>
    public static async Task UnlessMissingAsync(Func<Task> call, bool orConflict = false)
    {
        try
        {
            await TranslateAsync(call);
        }
        catch (RuntimeException done) when (done.Failure == RuntimeFailure.NotFound
            || (orConflict && done.Failure == RuntimeFailure.Conflict && done.Message.Contains("already in progress", StringComparison.Ordinal)))
        {
        }
    }

    private static RuntimeException? Translated(Exception failure) => failure switch
    {
        TimeoutException => new RuntimeException(RuntimeFailure.TimedOut, failure.Message, failure),
        DockerApiException answer => new RuntimeException(KindOf(answer.StatusCode), answer.Message, answer),
        // An answer that breaks off inside its JSON is a connection that broke off.
        HttpRequestException or IOException or SocketException or System.Text.Json.JsonException =>
            new RuntimeException(RuntimeFailure.Unreachable, failure.Message, failure),
        _ => null,
    };

    private static RuntimeFailure KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => RuntimeFailure.NotFound,
        HttpStatusCode.Conflict => RuntimeFailure.Conflict,
        HttpStatusCode.BadRequest => RuntimeFailure.Invalid,
        _ => RuntimeFailure.Internal,
    };
}
