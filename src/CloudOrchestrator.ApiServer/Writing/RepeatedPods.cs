using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>
/// Creates pods whose requests say the same but for the name, as those of controllers outside this process do that make many pods of one template. What the verb
/// makes of such a request is kept when it comes for the second time, and copied from then on. A few are kept, each until another takes its place.
/// </summary>
internal sealed class RepeatedPods(PodCopier copier)
{
    private const int Slots = 64;
    private const int BodyBytesMax = 16 * 1024;

    private const int NameLengthMax = 63;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly uint[] _seen = new uint[Slots];
    private readonly Entry?[] _known = new Entry?[Slots];

    /// <summary>True when a request may be one of many.</summary>
    public static bool MayBe(ApiCall call, WriteOptions options, string? contentType) =>
        call.Kind.GroupVersionKind is { Group: "", Kind: "Pod" } && !options.DryRun && options.FieldValidation != FieldValidation.Ignore
        && MediaTypes.BareOf(contentType) == MediaTypes.Json;

    /// <summary>Creates the pod; null when it has to go through the verb, of whose outcome the call takes note if more of the same seem to come.</summary>
    public async ValueTask<ApiResponse?> CreateAsync(ApiCall call, WriteOptions options, byte[] body, CancellationToken cancellationToken)
    {
        if (body.Length > BodyBytesMax || !PodBody.TryFindName(body, out var at))
            return null;
        var asked = new Asked(call.Namespace, options.FieldManager, body, at);
        var hash = asked.Hash;
        if (Volatile.Read(ref _known[hash % Slots]) is { } entry && entry.Asked.DiffersInNameOnly(asked))
        {
            var name = asked.Name;
            return IsPlain(name) ? await copier.CreateAsync(call, entry.Prepared, name, cancellationToken) : null;
        }

        // Threads that race learn a little sooner or later; each slot holds one whole entry or another.
        if (_seen[hash % Slots] == hash)
            await LearnAsync(call, asked, cancellationToken);
        _seen[hash % Slots] = hash;
        return null;
    }

    private async ValueTask LearnAsync(ApiCall call, Asked asked, CancellationToken cancellationToken)
    {
        if (!PodBody.TryReadAccount(asked.Body, out var given))
            return;

        // Read before the verb reads it: should it change meanwhile, its revision will not be the one kept, and the next pod goes through the verb again.
        if (await copier.AccountAsync(call.Namespace, given, cancellationToken) is not { } account)
            return;
        call.Prepared = (encoded, typed) =>
        {
            // What earns warnings earns them each time; ephemeral volumes have claims that are named after the pod.
            var pod = (Pod)typed;
            if (call.Warnings.Count > 0 || pod.Spec?.ServiceAccountName != account.Key.Name || (pod.Spec.Volumes ?? []).Any(volume => volume.Ephemeral is not null))
                return;
            if (PreparedPod.Of(pod, account.Revision, encoded, pod) is { } prepared)
                Volatile.Write(ref _known[asked.Hash % Slots], new Entry(asked, prepared));
        };
    }

    // Any such name is valid, and is written as it is. Null is for the server to generate.
    private static bool IsPlain(string? name) =>
        name is null || (name.Length <= NameLengthMax && name[0] != '-' && name[^1] != '-' && name.AsSpan().IndexOfAnyExcept(NameCharacters) < 0);

    private sealed record Entry(Asked Asked, PreparedPod Prepared);

    /// <summary>A request for a pod, and where in it the name lies.</summary>
    private readonly record struct Asked(string Namespace, string Manager, byte[] Body, (int Start, int Length) At)
    {
        public string? Name => At.Length > 0 ? Encoding.ASCII.GetString(Body, At.Start, At.Length) : null;

        /// <summary>Of all but the name.</summary>
        public uint Hash => Add(Add(Add(0, MemoryMarshal.AsBytes(Namespace.AsSpan())), Before), After);

        private ReadOnlySpan<byte> Before => Body.AsSpan(0, At.Start);

        private ReadOnlySpan<byte> After => Body.AsSpan(At.Start + At.Length);

        public bool DiffersInNameOnly(in Asked other) =>
            Namespace == other.Namespace && Manager == other.Manager && (At.Length > 0) == (other.At.Length > 0)
            && Before.SequenceEqual(other.Before) && After.SequenceEqual(other.After);

        private static uint Add(uint hash, ReadOnlySpan<byte> text)
        {
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(text))
                hash = BitOperations.Crc32C(hash, word);
            foreach (var rest in text[(text.Length & ~7)..])
                hash = BitOperations.Crc32C(hash, rest);
            return hash;
        }
    }
}
