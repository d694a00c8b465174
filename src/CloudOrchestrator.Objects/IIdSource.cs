namespace CloudOrchestrator.Objects;

/// <summary>Source of everything random: UIDs and generated names. Production uses <see cref="RandomIdSource"/>, simulation a seeded one.</summary>
public interface IIdSource
{
    /// <summary>A new UID in the 8-4-4-4-12 form.</summary>
    string NewUid();

    /// <summary>A name suffix of <paramref name="length"/> characters from <c>bcdfghjklmnpqrstvwxz2456789</c>, as generateName uses it.</summary>
    string NewSuffix(int length = 5);
}
