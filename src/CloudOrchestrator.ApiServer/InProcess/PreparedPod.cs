using System.Text;
using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.ApiServer.InProcess;

/// <summary>A pod as it is stored, ready to be copied under another name. Everything that differs has the same length, so that copies are made in place.</summary>
internal sealed class PreparedPod
{
    private const int SuffixLength = 5;
    private const int UidLength = 36;
    private const int TimeLength = 20;

    private readonly ObjectMeta _asked;
    private readonly byte[] _encoded;
    private readonly Pod _typed;
    private readonly int _name;
    private readonly int _uid;
    private readonly IReadOnlyList<int> _times;

    private PreparedPod(ObjectMeta asked, long accountRevision, byte[] encoded, Pod typed, int name, int uid, IReadOnlyList<int> times) =>
        (_asked, AccountRevision, _encoded, _typed, _name, _uid, _times) = (asked, accountRevision, encoded, typed, name, uid, times);

    /// <summary>Revision of the service account that the pod was given.</summary>
    public long AccountRevision { get; }

    /// <summary>What became of the pod <paramref name="asked"/> for: its bytes and the same decoded. Null when copies could not be made in place.</summary>
    public static PreparedPod? Of(Pod asked, long accountRevision, byte[] encoded, Pod typed)
    {
        var found = new Positions(encoded);
        return found.AreComplete(typed)
            ? new PreparedPod(asked.Metadata, accountRevision, encoded, typed, found.Name, found.Uid, found.Times)
            : null;
    }

    /// <summary>True when a pod that was asked for, with the same spec, differs from the first in nothing but the end of its name.</summary>
    public bool Covers(Pod pod)
    {
        var asked = pod.Metadata;
        return asked.Namespace == _asked.Namespace
            && asked.GenerateName == _asked.GenerateName
            && ReferenceEquals(asked.Labels, _asked.Labels)
            && ReferenceEquals(asked.Annotations, _asked.Annotations)
            && ReferenceEquals(asked.Finalizers, _asked.Finalizers)
            && asked.OwnerReferences!.SequenceEqual(_asked.OwnerReferences!)
            && IsLike(asked.Name!, _asked.Name!);
    }

    /// <summary>The bytes of a copy.</summary>
    public byte[] Encode(string name, string uid, DateTimeOffset now)
    {
        var copy = _encoded.AsSpan().ToArray();
        Encoding.ASCII.GetBytes(name, copy.AsSpan(_name));
        Encoding.ASCII.GetBytes(uid, copy.AsSpan(_uid));
        var time = Timestamps.Format(now);
        foreach (var at in _times)
            Encoding.ASCII.GetBytes(time, copy.AsSpan(at));
        return copy;
    }

    /// <summary>A copy decoded; all but its metadata is shared.</summary>
    public Pod Typed(string name, string uid, DateTimeOffset now, string revision)
    {
        var metadata = _typed.Metadata;
        return _typed with
        {
            Metadata = metadata with
            {
                Name = name,
                Uid = uid,
                ResourceVersion = revision,
                CreationTimestamp = now,
                ManagedFields = metadata.ManagedFields is { } entries ? [.. entries.Select(entry => entry with { Time = now })] : null,
            },
        };
    }

    // Another generated end needs no validation of its own.
    private static bool IsLike(string name, string first) =>
        name.Length == first.Length && name.Length > SuffixLength
        && name.AsSpan(0, name.Length - SuffixLength).SequenceEqual(first.AsSpan(0, name.Length - SuffixLength))
        && name.AsSpan(name.Length - SuffixLength).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789") < 0;

    /// <summary>Where in a pod's bytes the texts lie that differ between copies.</summary>
    private readonly struct Positions
    {
        private readonly List<int> _times = [];

        public Positions(ReadOnlySpan<byte> encoded)
        {
            var reader = new Utf8JsonReader(encoded);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMetadata = reader.ValueTextEquals("metadata"u8);
                reader.Read();
                if (!isMetadata)
                {
                    reader.Skip();
                    continue;
                }

                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("name"u8))
                        Name = Text(ref reader, -1);
                    else if (reader.ValueTextEquals("uid"u8))
                        Uid = Text(ref reader, UidLength);
                    else if (reader.ValueTextEquals("creationTimestamp"u8))
                        _times.Add(Text(ref reader, TimeLength));
                    else if (reader.ValueTextEquals("managedFields"u8))
                        FindManagersTimes(ref reader);
                    else
                        Skip(ref reader);
                }
            }
        }

        public int Name { get; }

        public int Uid { get; }

        public IReadOnlyList<int> Times => _times;

        public bool AreComplete(Pod typed) =>
            Name > 0 && Uid > 0 && _times.Count == 1 + (typed.Metadata.ManagedFields?.Count ?? 0) && _times.TrueForAll(static at => at > 0);

        private void FindManagersTimes(ref Utf8JsonReader reader)
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("time"u8))
                        _times.Add(Text(ref reader, TimeLength));
                    else
                        Skip(ref reader);
                }
            }
        }

        private static void Skip(ref Utf8JsonReader reader)
        {
            reader.Read();
            reader.Skip();
        }

        // 0 when it is not written as it is meant to be.
        private static int Text(ref Utf8JsonReader reader, int length)
        {
            reader.Read();
            return reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && (length < 0 || reader.ValueSpan.Length == length)
                ? (int)reader.TokenStartIndex + 1
                : 0;
        }
    }
}
